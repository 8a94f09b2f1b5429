package dev.tributary.ingest.domain.json;

/** The type of a JSON value, or that there is none. */
@SuppressWarnings("EnumOrdinal") // a code within this process; nothing is stored by it
public enum ValueType {
  ABSENT,
  NULL,
  BOOLEAN,
  NUMBER,
  /** A string whose bytes between the quotes are its text. */
  STRING,
  /** A string with at least one escape sequence. */
  ESCAPED_STRING,
  OBJECT,
  ARRAY;

  private static final ValueType[] TYPES = values();

  /** A small number for it, 0 for {@link #ABSENT}. */
  public int code() {
    return ordinal();
  }

  /** The type of that {@link #code()}. */
  public static ValueType of(int code) {
    return TYPES[code];
  }

  /** Neither there nor null: most rules treat the two alike. */
  public boolean isNothing() {
    return this == ABSENT || this == NULL;
  }

  /** Either kind of string. */
  public boolean isString() {
    return this == STRING || this == ESCAPED_STRING;
  }
}
