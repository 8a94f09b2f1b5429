package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.audience.domain.rule.ValueTest;
import dev.tributary.audience.domain.state.Amount;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.audience.domain.state.Payload;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a feature's state is worth as a computed trait. */
final class Values {

  private static final Payload NO_VALUES = new Payload.Values(Collections.emptySortedMap());

  private Values() {}

  /** The value; null where nothing counts, so that zero is always a sum of something. */
  static Json of(Reading reading, FeatureState state) {
    if (state.isEmpty()) {
      return Json.Null.VALUE;
    }
    return switch (reading) {
      case Reading.Count _ -> Json.of(state.count());
      case Reading.Sum _ -> Json.of(state.sum());
      case Reading.Average _ -> Json.of(average(state));
      case Reading.Value _ -> state.total().map(Values::single).orElse(Json.Null.VALUE);
      case Reading.MostFrequent(var minimum) -> mostFrequent(counts(state), minimum);
      case Reading.UniqueList _ ->
          new Json.Arr(
              counts(state).keySet().stream().limit(Reading.UniqueList.MAX_LISTED).toList());
      case Reading.UniqueCount _ -> Json.of(counts(state).size());
    };
  }

  /**
   * How many elements have a value that passes, of a state of values; of one that keeps a single
   * value, whether that passes.
   */
  static long passing(ValueTest test, FeatureState state, long now) {
    return switch (state.total().orElse(NO_VALUES)) {
      case Payload.Values(var counts) -> {
        long passing = 0;
        for (var entry : counts.entrySet()) {
          passing += test.passes(Optional.of(entry.getKey()), now) ? entry.getValue() : 0;
        }
        yield passing;
      }
      case Payload single -> test.passes(Optional.of(single(single)), now) ? 1 : 0;
    };
  }

  private static BigDecimal average(FeatureState state) {
    var count = BigDecimal.valueOf(state.count());
    return Amount.plain(state.sum().divide(count, MathContext.DECIMAL64));
  }

  private static Json single(Payload payload) {
    return switch (payload) {
      case Payload.Extreme(var number, _) -> Json.of(number);
      case Payload.Edge(_, var value, _) -> value;
      case Payload.Counted _, Payload.Summed _, Payload.Values _ -> Json.Null.VALUE;
    };
  }

  /** In their order the first of those that are most frequent. */
  private static Json mostFrequent(SortedMap<Json, Long> counts, long minimum) {
    Optional<Map.Entry<Json, Long>> best = Optional.empty();
    for (var entry : counts.entrySet()) {
      if (entry.getValue() >= minimum
          && best.filter(other -> other.getValue() >= entry.getValue()).isEmpty()) {
        best = Optional.of(entry);
      }
    }
    return best.map(Map.Entry::getKey).orElse(Json.Null.VALUE);
  }

  private static SortedMap<Json, Long> counts(FeatureState state) {
    return state.total().orElseThrow() instanceof Payload.Values(var counts)
        ? counts
        : Collections.emptySortedMap();
  }
}
