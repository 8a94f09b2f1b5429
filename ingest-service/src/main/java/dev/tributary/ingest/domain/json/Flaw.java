package dev.tributary.ingest.domain.json;

/**
 * What can be wrong with a value that is nevertheless JSON by the letter of RFC 8259: it can be
 * read, but no service could carry it on unharmed.
 */
public enum Flaw {
  NONE(""),

  /** Half of a surrogate pair, as an escape: no text in UTF-8 can say it. */
  LONE_SURROGATE("holds half of a surrogate pair"),

  /** A number too long, or of too great a magnitude, to calculate with at a bounded cost. */
  NUMBER_OUT_OF_RANGE(
      "holds a number longer than "
          + JsonCursor.MAX_NUMBER_LENGTH
          + " characters or with an exponent beyond "
          + JsonCursor.MAX_EXPONENT);

  private final String reason;

  Flaw(String reason) {
    this.reason = reason;
  }

  /** What is wrong, as a phrase that follows the name of what holds the value. */
  public String reason() {
    return reason;
  }
}
