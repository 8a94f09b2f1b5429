package dev.tributary.router.domain.debounce;

import dev.tributary.router.domain.delivery.ProgressNote;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which values of a partition wait, for a successor: travels in the commit beside the position and
 * its own note, because all three hold together only.
 *
 * <p>Text: the version, the lowest offset that waits, and a {@link ProgressNote} from there,
 * separated by commas; empty where nothing waits.
 *
 * @param version of the definition under which everything that was taken to wait; 0 where it was
 *     not one version
 * @param settled what above the lowest is told, superseded, or never was to wait
 */
record WaitingNote(long version, ProgressNote settled) {

  /** Most characters of what stands before the inner note. */
  private static final int HEAD = 40;

  /** Instead of a version; no text says it. */
  private static final long OF_NOTHING = -1;

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,18}),(\\d{1,18}),(.*)");

  static WaitingNote none(long position) {
    return new WaitingNote(OF_NOTHING, new ProgressNote(position, position, new TreeSet<>()));
  }

  /** Whether it says that nothing waits: there is nothing to be read again. */
  boolean isOfNothing() {
    return version == OF_NOTHING;
  }

  /** Reads a text; one that is empty or damaged says that nothing waits below the position. */
  static WaitingNote read(long position, String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      return none(position);
    }
    long lowest = Long.parseLong(match.group(2));
    return new WaitingNote(
        Long.parseLong(match.group(1)), ProgressNote.read(lowest, match.group(3)));
  }

  /** As text of so many characters at most, or a little more where there is room for none. */
  String text(int most) {
    int bytes = Math.clamp((most - HEAD) * 3L / 4, 0, ProgressNote.MAX_BYTES);
    return version + "," + settled.position() + "," + settled.text(bytes);
  }
}
