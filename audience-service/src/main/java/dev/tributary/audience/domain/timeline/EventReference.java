package dev.tributary.audience.domain.timeline;

import dev.tributary.audience.domain.state.Identifier;
import java.util.Comparator;

/**
 * Where an event of a profile stands in {@code resolved}, with what is needed to choose among many
 * without reading them.
 *
 * @param atMillis when the event happened
 * @param name key of the event's name, see {@link #nameKey}
 * @param anchor key of the event's anchor; {@link Identifier#NOBODY} where it had none
 */
public record EventReference(long atMillis, long name, long anchor, int partition, long offset) {

  /** The order of a timeline, oldest first: by time, then by place, so that no two are equal. */
  public static final Comparator<EventReference> BY_TIME =
      Comparator.comparingLong(EventReference::atMillis)
          .thenComparingInt(EventReference::partition)
          .thenComparingLong(EventReference::offset);

  private static final int NAME_BITS = 48;

  /** Stands for a name: 48 bits of its hash. */
  public static long nameKey(String name) {
    return new Identifier("", name).key() >>> (Long.SIZE - NAME_BITS);
  }
}
