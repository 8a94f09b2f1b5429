package dev.tributary.router.domain.balance;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a destination is behind the stream, in records of the partitions this replica reads.
 * Counted by offsets, so the markers that Kafka puts between transactions count as records.
 */
public sealed interface Behind {

  /** Kafka has not said where the stream ends, or has given this replica nothing to read. */
  record Unknown() implements Behind {}

  /**
   * How much lies between the destination and the end of the stream.
   *
   * @param lag from the destination's position, that is from the oldest record of which something
   *     is not settled yet, to the end: what is read and settled above the position is in it
   * @param unread by topic, without its prefix: what has not been read at all
   */
  record Known(long lag, SortedMap<String, Long> unread) implements Behind {

    public Known {
      unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
    }
  }
}
