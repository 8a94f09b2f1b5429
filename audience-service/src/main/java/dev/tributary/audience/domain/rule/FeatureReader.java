package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the fields that a feature is made of: {@code event}, {@code type}, {@code where}, and one
 * of {@code within}, {@code between} and {@code expiresAfter}.
 */
final class FeatureReader {

  private static final PropertyPath SOME_PROPERTY = PropertyPath.parse("properties.value");
  private static final Window.AllTime ALL_TIME = new Window.AllTime();

  private FeatureReader() {}

  static Feature read(SpecReader reader, Measure measure) {
    return new Feature(selector(reader), measure, window(reader));
  }

  /** Which events, without when. */
  static Selector selector(SpecReader reader) {
    var kind = kind(reader);
    return new Selector(kind, event(reader, kind), where(reader));
  }

  /** {@code property}, which must be there. */
  static PropertyPath property(SpecReader reader) {
    return reader
        .required("property", reader.optional("property", PropertyPath::parse))
        .orElse(SOME_PROPERTY);
  }

  /** {@code within} of the whole of something. */
  static Window within(SpecReader reader) {
    return window(reader, "within", duration -> new Window.Last(duration.toMillis()))
        .orElse(ALL_TIME);
  }

  private static String event(SpecReader reader, EventKind kind) {
    if (kind == EventKind.IDENTIFY && reader.has("event")) {
      reader.reject("event", "is no part of an identify call");
      return Selector.ANY;
    }
    var event =
        kind == EventKind.TRACK
            ? reader.string("event")
            : reader.optionalString("event").orElse(Selector.ANY);
    if (event.length() > Selector.MAX_NAME_LENGTH) {
      reader.reject("event", "is longer than " + Selector.MAX_NAME_LENGTH + " characters");
    }
    return event;
  }

  private static EventKind kind(SpecReader reader) {
    var word = reader.optionalString("type").orElse(EventKind.TRACK.word());
    var kind = EventKind.named(word);
    if (kind.isEmpty()) {
      reader.reject("type", "is not track, page, screen or identify");
    }
    return kind.orElse(EventKind.TRACK);
  }

  private static Where where(SpecReader reader) {
    return reader
        .optional("where", Fql::parse)
        .<Where>map(Where.Matching::new)
        .orElseGet(Where.Everything::new);
  }

  private static Window window(SpecReader reader) {
    if (Stream.of("within", "between", "expiresAfter").filter(reader::has).count() > 1) {
      reader.rejectWhole("has more than one of within, between and expiresAfter");
    }
    var within = window(reader, "within", duration -> new Window.Last(duration.toMillis()));
    var between = reader.optionalObject("between").map(FeatureReader::aged);
    var session = window(reader, "expiresAfter", gap -> new Window.Session(gap.toMillis()));
    return within.or(() -> between).or(() -> session).orElse(ALL_TIME);
  }

  private static Optional<Window> window(
      SpecReader reader, String field, Function<Duration, Window> make) {
    var duration = reader.optionalDuration(field);
    try {
      return duration.map(make);
    } catch (InvalidValue e) {
      reader.reject(field, "is " + e.reason());
      return Optional.empty();
    }
  }

  private static Window aged(SpecReader between) {
    var youngest = between.duration("atLeast");
    var oldest = between.duration("atMost");
    try {
      return new Window.Aged(youngest.toMillis(), oldest.toMillis());
    } catch (InvalidValue _) {
      between.rejectWhole("is not two ages, atLeast less than atMost, of up to 10 years (3650d)");
      return ALL_TIME;
    }
  }
}
