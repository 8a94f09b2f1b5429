package dev.tributary.audience.domain.timeline;

import java.util.List;

/**
 * Answers what a profile did. Every method throws {@link dev.tributary.platform.domain.Unavailable}
 * while the replica cannot answer, or Kafka is away.
 */
public interface Timeline {

  /**
   * A page of a profile's events, or of the one it became. A profile nobody has seen has none.
   *
   * @param cursor of the page before; empty for the first
   * @throws dev.tributary.platform.domain.InvalidValue if the cursor is none
   */
  Events list(String profileId, TimelineQuestion question, String cursor);

  /**
   * Events in the order asked for. One that the history has dropped meanwhile is left out, so a
   * page may be shorter than its limit; only the cursor tells the end.
   *
   * @param nextCursor for the page after it; empty on the last
   */
  record Events(List<Recorded> events, String nextCursor) {

    public Events {
      events = List.copyOf(events);
    }
  }

  /** An event as it stands in {@code resolved}. */
  final class Recorded {

    private final byte[] bytes;

    public Recorded(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The record's {@code tributary.v1.Event}; not to be changed. */
    public byte[] bytes() {
      return bytes;
    }
  }
}
