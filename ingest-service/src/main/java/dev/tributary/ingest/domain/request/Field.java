package dev.tributary.ingest.domain.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of an event, or of the batch around events, that ingest looks at. */
@SuppressWarnings("EnumOrdinal") // an index into arrays of this process; nothing is stored by it
public enum Field {
  TYPE("type"),
  MESSAGE_ID("messageId"),
  USER_ID("userId"),
  ANONYMOUS_ID("anonymousId"),
  GROUP_ID("groupId"),
  PREVIOUS_ID("previousId"),
  EVENT("event"),
  NAME("name"),
  CATEGORY("category"),
  TIMESTAMP("timestamp"),
  ORIGINAL_TIMESTAMP("originalTimestamp"),
  SENT_AT("sentAt"),
  PROPERTIES("properties"),
  TRAITS("traits"),
  CONTEXT("context"),
  INTEGRATIONS("integrations"),
  /** Not the event's own: it stands in its context. */
  CONTEXT_USER_AGENT("context.userAgent"),
  WRITE_KEY("writeKey"),
  BATCH("batch"),
  /** Any other. */
  OTHER("");

  static final int COUNT = values().length;

  /** By the length of their names: no length has more than three. */
  private static final Field[][] BY_LENGTH = byLength();

  private static final byte[][] BYTES =
      Arrays.stream(values())
          .map(field -> field.fieldName.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private final String fieldName;

  Field(String fieldName) {
    this.fieldName = fieldName;
  }

  /** As clients spell it. */
  public String fieldName() {
    return fieldName;
  }

  /** Where an array by field keeps what belongs to this one. */
  int index() {
    return ordinal();
  }

  /** The field whose name stands there. */
  static Field named(byte[] text, int from, int to) {
    int length = to - from;
    if (length >= BY_LENGTH.length) {
      return OTHER;
    }
    for (var candidate : BY_LENGTH[length]) {
      if (Arrays.equals(BYTES[candidate.index()], 0, length, text, from, to)) {
        return candidate;
      }
    }
    return OTHER;
  }

  static Field named(String name) {
    for (var field : values()) {
      if (field != CONTEXT_USER_AGENT && field.fieldName.equals(name)) {
        return field;
      }
    }
    return OTHER;
  }

  private static Field[][] byLength() {
    int longest =
        Arrays.stream(values()).mapToInt(field -> field.fieldName.length()).max().orElse(0);
    var byLength = new Field[longest + 1][];
    for (int length = 0; length <= longest; length++) {
      int wanted = length;
      byLength[length] =
          Arrays.stream(values())
              .filter(field -> field != CONTEXT_USER_AGENT)
              .filter(field -> field.fieldName.length() == wanted)
              .toArray(Field[]::new);
    }
    return byLength;
  }
}
