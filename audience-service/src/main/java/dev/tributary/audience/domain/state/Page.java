package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a profile's states and conclusions: those of the numbers from its first one to before
 * that of the next page. Read when somebody asks for one of them.
 */
public final class Page {

  /** When the states of a page fall due that must be looked at whenever time passes. */
  public static final long ALWAYS = 0;

  /** Number of the only page of a profile, which stands in the profile's record. */
  private static final long INSIDE = -1;

  private final long number;
  private final long first;
  private final long asOf;
  private final Apart home;
  private byte @Nullable [] bytes;
  private @Nullable Content content;
  private boolean touched;
  private long due;

  private Page(long number, long first, long due, long asOf, Apart home, byte @Nullable [] bytes) {
    this.number = number;
    this.first = first;
    this.asOf = asOf;
    this.due = due;
    this.home = home;
    this.bytes = bytes;
  }

  /** One that stands in its profile, all of it. */
  static Page inside(byte[] bytes, Apart home) {
    return new Page(INSIDE, Long.MIN_VALUE, ALWAYS, Long.MAX_VALUE, home, bytes);
  }

  /**
   * One that stands by itself.
   *
   * @param asOf the stamps of later writes begin here, see {@link #stamped}
   */
  static Page apart(long number, long first, long due, long asOf, Apart home) {
    return new Page(number, first, due, asOf, home, null);
  }

  /** A page's row: when it was written, among all writes of the profile, and its content. */
  static byte[] stamped(long stamp, byte[] content) {
    var out = new ByteWriter(Long.BYTES + content.length);
    out.writeLong(stamp);
    out.writeRest(content);
    return out.toByteArray();
  }

  /** The same as it was written. */
  Page written(byte[] now, long from, Apart into) {
    return new Page(number, from, due, asOf, into, now);
  }

  boolean isInside() {
    return number == INSIDE;
  }

  /** Under which it stands by itself; negative of one that stands in its profile. */
  public long number() {
    return number;
  }

  long first() {
    return first;
  }

  /** No state of it is another one, by time alone, before this moment. */
  public long due() {
    return due;
  }

  /** Notes that all of its states were looked at, and that none is another one before a moment. */
  public void setDue(long moment) {
    due = moment;
  }

  /** Where a state is kept. */
  public record Spot(long anchor, long feature) {}

  /** Where there are states in it now. */
  public List<Spot> states() {
    var spots = new ArrayList<Spot>();
    content()
        .states()
        .forEach((anchor, own) -> own.ids().forEach(id -> spots.add(new Spot(anchor, id))));
    return spots;
  }

  boolean isOpen() {
    return bytes != null;
  }

  boolean isTouched() {
    return touched;
  }

  /** As it was read, or written last. */
  byte[] bytes() {
    var known = bytes;
    if (known == null) {
      var in = new ByteReader(home.page(number));
      if (in.readLong() >= asOf) {
        throw new ChangedMeanwhile();
      }
      known = in.readRest();
      bytes = known;
    }
    return known;
  }

  Content content() {
    var known = content;
    if (known == null) {
      known = Content.read(bytes(), home);
      content = known;
    }
    return known;
  }

  /** The content, of which something is to change. */
  Content touched() {
    touched = true;
    return content();
  }

  /** Sets a state that will be another one, by time alone, at a moment. */
  void set(long anchor, long feature, FeatureState state, long moment) {
    touched().set(anchor, feature, state);
    due = Math.min(due, moment);
  }
}
