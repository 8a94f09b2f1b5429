package dev.tributary.governance.domain;

/** What some bytes are as JSON text. */
public enum JsonShape {
  /** No bytes at all. */
  ABSENT,
  /** One object, within the bounds in which every service can read it. */
  OBJECT,
  /** One value of another type. */
  OTHER,
  /** Not one JSON value, or one beyond those bounds. */
  MALFORMED
}
