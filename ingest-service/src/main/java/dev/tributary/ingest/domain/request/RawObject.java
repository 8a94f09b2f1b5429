package dev.tributary.ingest.domain.request;

import dev.tributary.ingest.domain.json.Flaw;
import dev.tributary.ingest.domain.json.JsonStrings;
import dev.tributary.ingest.domain.json.Slice;
import dev.tributary.ingest.domain.json.ValueType;

/**
 * A value in a request that should be an event or a batch: where it stands, and where within it the
 * fields stand that ingest looks at. Refers to the request's bytes and copies none; text is made of
 * a field only when asked for. Where a field came twice, the last one counts.
 */
public final class RawObject {

  private static final int FROM_SHIFT = 28;
  private static final int TYPE_SHIFT = 56;
  private static final long MASK = (1L << FROM_SHIFT) - 1;

  /** The longest request whose places fit into a slot. */
  static final int MAX_TEXT_LENGTH = (int) MASK;

  private final byte[] text;
  private final int from;
  private final ValueType type;
  private final Flaw flaw;
  private final int to;
  private final long[] slots;

  /**
   * @param slots for each {@link Field} what {@link #slot} packs, or 0 where it is absent
   */
  RawObject(byte[] text, int from, int to, ValueType type, Flaw flaw, long[] slots) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.type = type;
    this.flaw = flaw;
    this.slots = slots;
  }

  /** Where a value stands, in one number. */
  static long slot(ValueType type, int from, int to) {
    return (long) type.code() << TYPE_SHIFT | (long) from << FROM_SHIFT | (to - from);
  }

  /** The whole value as the client sent it. */
  public Slice payload() {
    return new Slice(text, from, to - from);
  }

  /** What it is; fields are known of an object only. */
  public ValueType type() {
    return type;
  }

  /** What is wrong anywhere within it. */
  public Flaw flaw() {
    return flaw;
  }

  public ValueType typeOf(Field field) {
    return ValueType.of((int) (slots[field.index()] >>> TYPE_SHIFT));
  }

  /** The field's value as the client sent it, quotes included; empty where it is absent. */
  public Slice sliceOf(Field field) {
    long slot = slots[field.index()];
    return slot == 0
        ? Slice.EMPTY
        : new Slice(text, (int) (slot >>> FROM_SHIFT & MASK), (int) (slot & MASK));
  }

  /** The field's text where it is a string; empty where it is anything else. */
  public String textOf(Field field) {
    long slot = slots[field.index()];
    int start = (int) (slot >>> FROM_SHIFT & MASK) + 1;
    int end = start + (int) (slot & MASK) - 2;
    return switch (typeOf(field)) {
      case STRING -> JsonStrings.plain(text, start, end);
      case ESCAPED_STRING -> JsonStrings.decode(text, start, end);
      case ABSENT, NULL, BOOLEAN, NUMBER, OBJECT, ARRAY -> "";
    };
  }

  /** The field's text where it is a string or a number; empty where it is anything else. */
  public String scalarOf(Field field) {
    if (typeOf(field) == ValueType.NUMBER) {
      var number = sliceOf(field);
      return JsonStrings.plain(number.array(), number.from(), number.from() + number.length());
    }
    return textOf(field);
  }
}
