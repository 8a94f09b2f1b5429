package dev.tributary.audience.domain.timeline;

import java.time.Duration;

/**
 * How much of a profile's timeline is kept.
 *
 * @param age of the oldest event, by its own time
 * @param most references of one profile; beyond it those that came first go first
 */
public record Retention(Duration age, int most) {

  /** Whether the event is young enough. One stamped in the future is. */
  public boolean keeps(EventReference reference, long now) {
    return reference.atMillis() > now - age.toMillis();
  }
}
