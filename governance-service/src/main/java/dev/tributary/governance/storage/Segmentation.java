package dev.tributary.governance.storage;

import dev.tributary.governance.domain.deduplication.Window;

/**
 * How time is cut into segments, so that what is too old goes a segment at a time.
 *
 * @param widthMillis how much time a segment covers
 * @param keptMillis how long a sighting can still be asked for
 */
record Segmentation(long widthMillis, long keptMillis) {

  /** Segments that cover the time a sighting is kept; one or two more are alive at any moment. */
  private static final int SEGMENTS = 4;

  static Segmentation of(Window window) {
    var kept = window.kept().toMillis();
    return new Segmentation(Math.max(1, Math.ceilDiv(kept, SEGMENTS)), kept);
  }

  /** The segment that a sighting at this time belongs to. */
  Span spanOf(long atMillis) {
    var start = Math.floorDiv(atMillis, widthMillis) * widthMillis;
    return new Span(start, start + widthMillis);
  }

  /** Whether nobody can ask for anything in the segment once a sighting at this time was made. */
  boolean isOver(Span span, long atMillis) {
    return span.endMillis() <= atMillis - keptMillis;
  }

  /** The time a segment covers: its start, and its end, which is not part of it. */
  record Span(long startMillis, long endMillis) {

    private static final String PREFIX = "seen:";

    /** The name of its column family. Holds both ends, as the width may change with the window. */
    String name() {
      return PREFIX + startMillis + ":" + endMillis;
    }

    static boolean isName(String name) {
      return name.startsWith(PREFIX);
    }

    static Span parse(String name) {
      var separator = name.indexOf(':', PREFIX.length());
      return new Span(
          Long.parseLong(name, PREFIX.length(), separator, 10),
          Long.parseLong(name, separator + 1, name.length(), 10));
    }
  }
}
