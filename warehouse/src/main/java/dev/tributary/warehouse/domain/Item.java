package dev.tributary.warehouse.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something to be loaded: an event, or a change of who is who. */
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
   * Of two profiles one is the other from now on.
   *
   * @param version of two changes about one {@code from}, that with the higher version holds
   */
  record ProfileMerged(String from, String into, Instant at, long version) implements Item {}

  /** A profile has one more identifier, such as an e-mail address. */
  record IdentifierAdded(String profileId, String type, String value, Instant at) implements Item {}
}
