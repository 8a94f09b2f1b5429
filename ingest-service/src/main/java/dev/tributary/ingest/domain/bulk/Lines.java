package dev.tributary.ingest.domain.bulk;

import dev.tributary.ingest.domain.json.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a part of a file.
 *
 * @param lines whole ones, without their ends; empty ones too
 * @param consumed how many bytes they take, ends included: what follows is the beginning of a line
 * @param rest how that ends
 */
record Lines(List<Slice> lines, int consumed, Rest rest) {

  /** How what follows the last line ends. */
  enum Rest {
    /** There is nothing, or more may come. */
    FINE,
    /** The file ends in the middle of a value in quotes. */
    UNCLOSED
  }

  /**
   * Finds the lines.
   *
   * @param quoted whether a line goes on over line ends within a value in double quotes; only at
   *     the beginning of a value a quote begins one (RFC 4180)
   * @param last whether the file ends with this part, so that what follows the last line end is a
   *     line too
   */
  static Lines of(byte[] part, boolean quoted, boolean last) {
    var lines = new ArrayList<Slice>();
    int from = 0;
    boolean within = false;
    boolean atStart = quoted;
    for (int at = 0; at < part.length; at++) {
      byte next = part[at];
      if (within) {
        within = next != '"'; // a doubled one ends the value, and the second begins it again
        atStart = !within;
      } else if (next == '"' && atStart) {
        within = true;
      } else if (next == '\n') {
        lines.add(line(part, from, at));
        from = at + 1;
        atStart = quoted;
      } else {
        atStart = quoted && next == ',';
      }
    }
    if (last && within) {
      return new Lines(lines, from, Rest.UNCLOSED);
    }
    if (last && from < part.length) {
      lines.add(line(part, from, part.length));
      from = part.length;
    }
    return new Lines(lines, from, Rest.FINE);
  }

  private static Slice line(byte[] part, int from, int to) {
    int end = to > from && part[to - 1] == '\r' ? to - 1 : to;
    return new Slice(part, from, end - from);
  }
}
