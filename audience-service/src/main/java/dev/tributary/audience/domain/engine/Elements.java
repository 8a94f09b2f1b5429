package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.PropertyPath;
import dev.tributary.audience.domain.state.Amount;
import dev.tributary.audience.domain.state.Payload;
import dev.tributary.audience.domain.state.Scalar;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a measure takes of an event; nothing where it holds no value of the kind. */
final class Elements {

  private Elements() {}

  static Optional<Payload> of(Measure measure, Occurrence occurrence) {
    long at = occurrence.atMillis();
    return switch (measure) {
      case Measure.Count _, Measure.Times _ -> Optional.of(Payload.Counted.ONE);
      case Measure.Sum(var property) ->
          numbers(property, occurrence, number -> new Payload.Summed(1, number));
      case Measure.Least(var property) ->
          numbers(property, occurrence, number -> new Payload.Extreme(number, false));
      case Measure.Greatest(var property) ->
          numbers(property, occurrence, number -> new Payload.Extreme(number, true));
      case Measure.First(var property) ->
          scalars(property, occurrence, value -> new Payload.Edge(at, value, false));
      case Measure.Last(var property) ->
          scalars(property, occurrence, value -> new Payload.Edge(at, value, true));
      case Measure.Values(var property) -> scalars(property, occurrence, Payload.Values::of);
    };
  }

  private static Optional<Payload> numbers(
      PropertyPath property, Occurrence occurrence, Function<BigDecimal, Payload> payload) {
    return together(values(property, occurrence).flatMap(v -> Amount.of(v).stream()).map(payload));
  }

  private static Optional<Payload> scalars(
      PropertyPath property, Occurrence occurrence, Function<Json, Payload> payload) {
    return together(values(property, occurrence).flatMap(v -> Scalar.of(v).stream()).map(payload));
  }

  private static Stream<Json> values(PropertyPath property, Occurrence occurrence) {
    return property.in(occurrence.document().get()).stream();
  }

  private static Optional<Payload> together(Stream<Payload> payloads) {
    return payloads.reduce(Payload::plus);
  }
}
