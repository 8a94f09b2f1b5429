package dev.tributary.warehouse.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something to be loaded: an event, or what became known of a profile. */
public sealed interface Item {

  /**
   * A customer's event.
   *
   * @param name a track's event name, otherwise empty
   * @param payload the event's JSON object in the shape of Segment's spec: maps, lists, strings,
   *     numbers, booleans and null. Of it are read {@code properties}, {@code traits}, {@code
   *     context}, {@code name}, {@code category}, {@code groupId} and {@code previousId}. Not to be
   *     changed afterwards
   */
  record Event(
      String messageId,
      Type type,
      String name,
      Who who,
      Times times,
      Map<String, ? extends @Nullable Object> payload)
      implements Item {

    public Event {
      payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }
  }

  /** What a client called. */
  enum Type {
    TRACK,
    IDENTIFY,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS
  }

  /**
   * Whose event it is; each empty where there is none.
   *
   * @param profileId the profile it was resolved to
   */
  record Who(String userId, String anonymousId, String profileId) {}

  /**
   * When it was.
   *
   * @param timestamp when it happened, corrected for the client's clock
   * @param originalTimestamp when the client says it happened
   * @param sentAt when the client says it was sent
   */
  record Times(
      Instant timestamp,
      Instant receivedAt,
      @Nullable Instant originalTimestamp,
      @Nullable Instant sentAt) {}

  /**
   * Something that became known of a profile, as a row.
   *
   * @param id the row's own, the same however often it comes
   * @param at when it became known
   * @param values by column, of the column's type: a string, a {@link Long} or an {@link Instant};
   *     null where the row has none. Others than the table's columns are not read
   */
  record ProfileRow(
      ProfileTable table, String id, Instant at, Map<String, ? extends @Nullable Object> values)
      implements Item {

    public ProfileRow {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
