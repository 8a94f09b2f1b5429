package dev.tributary.warehouse.domain.row;

import java.util.Set;

/** The columns that tables have of their own; no property may take one. */
public final class Columns {

  /** What a row is told apart by, in every table. */
  public static final String ID = "id";

  public static final String USER_ID = "user_id";
  public static final String GROUP_ID = "group_id";
  public static final String RECEIVED_AT = "received_at";
  public static final String TIMESTAMP = "timestamp";

  static final String EVENT = "event";
  static final String EVENT_TEXT = "event_text";
  static final String PREVIOUS_ID = "previous_id";

  /** Of every event's table, also where an event has no value for it. */
  static final Set<String> OF_EVENTS =
      Set.of(
          ID,
          "anonymous_id",
          USER_ID,
          "profile_id",
          RECEIVED_AT,
          "sent_at",
          "original_timestamp",
          TIMESTAMP,
          "uuid",
          "uuid_ts",
          "loaded_at");

  private static final Set<String> KEPT_OF_LATEST = Set.of(RECEIVED_AT, "uuid_ts");

  private Columns() {}

  /**
   * Whether {@code users} has the column too that {@code identifies} has; accounts, that groups.
   */
  public static boolean isOfLatest(String column) {
    return KEPT_OF_LATEST.contains(column)
        || (!OF_EVENTS.contains(column) && !column.equals(GROUP_ID));
  }
}
