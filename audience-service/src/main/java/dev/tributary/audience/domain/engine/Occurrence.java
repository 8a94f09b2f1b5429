package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.platform.domain.json.Json;
import java.util.function.Supplier;

/**
 * An event that may count.
 *
 * @param atMillis when it happened, by the client's corrected clock
 * @param document the event as filters see it; asked for at most once, and only if a filter or a
 *     sum needs it
 */
public record Occurrence(EventKind kind, String event, long atMillis, Supplier<Json.Obj> document) {

  /** Times before this, the year 1970, count as this. */
  public static final long EARLIEST = 0;

  /** Times after this, the end of the year 9999, count as this. */
  public static final long LATEST = 253_402_300_799_999L;

  public Occurrence {
    atMillis = Math.clamp(atMillis, EARLIEST, LATEST);
    document = new Once<>(document);
  }
}
