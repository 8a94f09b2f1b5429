package dev.tributary.platform.domain;

/** A value that breaks a rule of its type. Names the field and the rule, never the value itself. */
public final class InvalidValue extends RuntimeException {

  private final String field;
  private final String reason;

  /**
   * @param field what the value is called where it came from, for instance {@code within}
   * @param reason the rule it breaks, as a phrase that follows the field's name
   */
  public InvalidValue(String field, String reason) {
    super(field + " is " + reason);
    this.field = field;
    this.reason = reason;
  }

  public String field() {
    return field;
  }

  public String reason() {
    return reason;
  }
}
