package dev.tributary.ingest.domain.bulk;

import dev.tributary.ingest.domain.json.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a part of a file.
 *
 * @param lines whole ones, without their ends; empty ones too
 * @param consumed how many bytes they take, ends included: what follows is the beginning of a line
 */
record Lines(List<Slice> lines, int consumed) {

  private static final byte QUOTE = '"';

  /**
   * Finds the lines.
   *
   * @param quoted whether a line goes on over line ends within double quotes
   * @param last whether the file ends with this part, so that what follows the last line end is a
   *     line too
   */
  static Lines of(byte[] part, boolean quoted, boolean last) {
    var lines = new ArrayList<Slice>();
    int from = 0;
    boolean within = false;
    for (int at = 0; at < part.length; at++) {
      if (quoted && part[at] == QUOTE) {
        within = !within; // a doubled one opens again what it closes
      } else if (part[at] == '\n' && !within) {
        lines.add(line(part, from, at));
        from = at + 1;
      }
    }
    if (last && from < part.length) {
      lines.add(line(part, from, part.length));
      from = part.length;
    }
    return new Lines(lines, from);
  }

  private static Slice line(byte[] part, int from, int to) {
    int end = to > from && part[to - 1] == '\r' ? to - 1 : to;
    return new Slice(part, from, end - from);
  }
}
