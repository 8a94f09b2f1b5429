package dev.tributary.audience.domain.bytes;

/** The byte before each JSON value. On disk: never renumbered. */
final class JsonTag {

  static final int NULL = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int NUMBER = 3;
  static final int STRING = 4;
  static final int ARRAY = 5;
  static final int OBJECT = 6;

  private JsonTag() {}
}
