package dev.tributary.warehouse.domain.load;

/** What a statement's failure means. */
public enum Failure {
  /** The warehouse is away or busy, or somebody else was faster: the same may succeed later. */
  AWAY,
  /** The role may not. */
  DENIED,
  /** It is about the values. */
  ROWS,
  /** Something else: as it is, the statement will go on failing. */
  OTHER;

  /**
   * By SQLSTATE. Source: PostgreSQL 18, appendix A, "PostgreSQL Error Codes". Class 08 connection,
   * 40 rollback, 53 resources, 55 not in the state, 57 operator, 58 system; 22 data, 23 constraint,
   * 54 limit.
   */
  public static Failure bySqlState(String state) {
    if (state.equals("42501")) {
      return DENIED;
    }
    return switch (state.length() == 5 ? state.substring(0, 2) : "") {
      case "08", "40", "53", "55", "57", "58" -> AWAY;
      case "22", "23", "54" -> ROWS;
      default -> OTHER;
    };
  }
}
