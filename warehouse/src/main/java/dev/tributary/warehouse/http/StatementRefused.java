package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.load.Failure;
import java.util.Locale;

/** A warehouse's answer that it did not carry out a statement. */
final class StatementRefused extends Exception {

  private final transient Failure failure;
  private final String code;
  private final String explanation;

  /**
   * A refusal.
   *
   * @param code the warehouse's, without values
   * @param explanation the warehouse's own words, which may hold values and are shown to nobody
   */
  StatementRefused(Failure failure, String code, String explanation) {
    super(code);
    this.failure = failure;
    this.code = code;
    this.explanation = explanation;
  }

  Failure failure() {
    return failure;
  }

  String code() {
    return code;
  }

  /** Whether the warehouse's words have this name in them. */
  boolean names(String table) {
    return explanation.toLowerCase(Locale.ROOT).contains(table);
  }
}
