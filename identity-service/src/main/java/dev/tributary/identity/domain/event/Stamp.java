package dev.tributary.identity.domain.event;

import java.time.Instant;
import java.util.Comparator;

/**
 * When an event counts: the time of the event, then its birth. Total over all events, so that the
 * last writer does not depend on the order of arrival.
 */
public record Stamp(Instant time, Birth birth) implements Comparable<Stamp> {

  private static final Comparator<Stamp> ORDER =
      Comparator.comparing(Stamp::time).thenComparing(Stamp::birth);

  /**
   * The stamp of an event. One that claims to come from the future counts from when it was
   * received, lest a wrong clock wins for years.
   */
  public static Stamp of(Instant happenedAt, Instant receivedAt, Birth birth) {
    return new Stamp(happenedAt.isAfter(receivedAt) ? receivedAt : happenedAt, birth);
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
