package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.fql.Fql;
import java.time.Duration;

/**
 * Reads the fields that a feature is made of: {@code event}, {@code type}, {@code where}, {@code
 * within}.
 */
final class FeatureReader {

  private FeatureReader() {}

  static Feature read(SpecReader reader, Measure measure) {
    var selector = new Selector(kind(reader), event(reader), where(reader));
    return new Feature(selector, measure, window(reader));
  }

  private static String event(SpecReader reader) {
    var event = reader.string("event");
    if (event.length() > Selector.MAX_NAME_LENGTH) {
      reader.reject("event", "is longer than " + Selector.MAX_NAME_LENGTH + " characters");
    }
    return event;
  }

  private static EventKind kind(SpecReader reader) {
    var word = reader.optionalString("type").orElse(EventKind.TRACK.word());
    var kind = EventKind.named(word);
    if (kind.isEmpty()) {
      reader.reject("type", "is not track, page or screen");
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
    var within = reader.optionalDuration("within");
    if (within.filter(duration -> duration.compareTo(Window.LONGEST) > 0).isPresent()) {
      reader.reject("within", "is longer than 10 years (3650d)");
      return new Window.AllTime();
    }
    return within
        .map(Duration::toMillis)
        .<Window>map(Window.Last::new)
        .orElseGet(Window.AllTime::new);
  }
}
