package dev.tributary.governance.domain.deduplication;

/**
 * Lets each message of a source pass once within a window.
 *
 * <p>A record is a duplicate if <em>another</em> record of the same message was let through less
 * than the window before or after it, by the server's time of receipt. A record that was let
 * through itself passes again, however often it is read: it is not a duplicate of itself. The
 * window starts at the record that passed; duplicates do not lengthen it.
 */
public final class Deduplication {

  private final SeenMessages seen;
  private final Window window;

  public Deduplication(SeenMessages seen, Window window) {
    this.seen = seen;
    this.window = window;
  }

  /** How a record stands to those before it. */
  public sealed interface Standing {}

  /** The first of its message within the window, or a record that passed before. */
  public record Passes() implements Standing {}

  /** The same message in another record. */
  public record Repeats(Birth first) implements Standing {}

  /** Decides on one record and remembers it if it is the first of its message. */
  public Standing admit(MessageKey message, Birth birth, long receivedAtMillis, long nowMillis) {
    var at = window.momentOf(receivedAtMillis, nowMillis);
    var sightings = seen.of(message);
    for (var sighting : sightings) {
      if (sighting.birth().equals(birth)) {
        return new Passes();
      }
    }
    for (var sighting : sightings) {
      if (window.holdsBoth(sighting.atMillis(), at)) {
        return new Repeats(sighting.birth());
      }
    }
    seen.remember(message, new Sighting(birth, at));
    return new Passes();
  }
}
