package dev.tributary.router.domain.delivery;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is settled above a committed position: everything below {@code next} except {@code open}.
 * Travels as the commit's metadata, which a broker takes up to 4,096 bytes of by default; what does
 * not fit is left out from the top, so a note is never wrong, only short.
 *
 * <p>Text: {@code 1:} and Base64 of numbers in base 128, low group first: first the span, {@code
 * next - position}; then for each open offset, in rising order, the distance from the one before it
 * (the first from the position).
 */
public record ProgressNote(long position, long next, SortedSet<Long> open) {

  /** What a commit has room for where this is all it says. */
  public static final int MAX_BYTES = 2_900; // 3,870 characters

  private static final String PREFIX = "1:";

  /** Reads a text; one that is empty, foreign or damaged says nothing was settled. */
  public static ProgressNote read(long position, String text) {
    var nothing = new ProgressNote(position, position, new TreeSet<>());
    if (!text.startsWith(PREFIX)) {
      return nothing;
    }
    try {
      var numbers = new Numbers(Base64.getDecoder().decode(text.substring(PREFIX.length())));
      long next = position + numbers.read();
      var open = new TreeSet<Long>();
      long at = position;
      while (numbers.more()) {
        at += numbers.read();
        open.add(at);
      }
      return new ProgressNote(position, next, open);
    } catch (IllegalArgumentException _) {
      return nothing;
    }
  }

  /** Whether this offset needs nothing; of those above {@code next} that is not known. */
  public boolean settled(long offset) {
    return offset >= position && offset < next && !open.contains(offset);
  }

  /** As text that is as long as a commit has room for. */
  public String text() {
    return text(MAX_BYTES);
  }

  /** As text of so many bytes before Base64 at most, cut from the top where it says more. */
  public String text(int maxBytes) {
    if (next <= position) {
      return "";
    }
    var offsets = new ByteArrayOutputStream();
    long end = next;
    long last = position;
    for (long offset : open) {
      if (offsets.size() > maxBytes - 20) {
        end = offset;
        break;
      }
      append(offsets, offset - last);
      last = offset;
    }
    var all = new ByteArrayOutputStream();
    append(all, end - position);
    all.writeBytes(offsets.toByteArray());
    return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(all.toByteArray());
  }

  private static void append(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static final class Numbers {

    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    long read() {
      long number = 0;
      for (int shift = 0; shift < 63; shift += 7) {
        if (!more()) {
          throw new IllegalArgumentException("cut short");
        }
        byte group = bytes[at++];
        number |= (long) (group & 0x7f) << shift;
        if (group >= 0) {
          return number;
        }
      }
      throw new IllegalArgumentException("too long");
    }
  }
}
