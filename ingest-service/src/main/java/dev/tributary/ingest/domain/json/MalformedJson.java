package dev.tributary.ingest.domain.json;

/**
 * A text that is not JSON in UTF-8. Carries no stack trace: hostile input must be cheap to refuse.
 */
public final class MalformedJson extends RuntimeException {

  private final int offset;

  MalformedJson(String reason, int offset) {
    super(reason, null, false, false);
    this.offset = offset;
  }

  /** The first byte, counted from 0, at which the text can no longer become JSON. */
  public int offset() {
    return offset;
  }

  /** What is wrong, as a phrase; never holds any of the text. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
