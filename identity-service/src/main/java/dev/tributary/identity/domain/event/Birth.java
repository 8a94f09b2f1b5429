package dev.tributary.identity.domain.event;

import java.util.Comparator;

/** Where an event stands in {@code received}: names it for ever. */
public record Birth(int partition, long offset) implements Comparable<Birth> {

  private static final Comparator<Birth> ORDER =
      Comparator.comparingInt(Birth::partition).thenComparingLong(Birth::offset);

  @Override
  public int compareTo(Birth other) {
    return ORDER.compare(this, other);
  }
}
