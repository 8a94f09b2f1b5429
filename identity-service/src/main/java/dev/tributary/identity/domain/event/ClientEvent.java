package dev.tributary.identity.domain.event;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * The parts of an event that can say who it belongs to. An identifier that the client did not send
 * is empty text.
 *
 * @param happenedAt when it happened, corrected for the client's clock
 * @param traits the payload's {@code traits}
 * @param context the payload's {@code context}, over the batch's
 */
public record ClientEvent(
    Birth birth,
    Origin origin,
    Call call,
    Names names,
    Instant happenedAt,
    Json.Obj traits,
    Json.Obj context) {

  /** What the client called. */
  public enum Call {
    TRACK,
    IDENTIFY,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS
  }

  /** The ids at the top of every call. */
  public record Names(String userId, String anonymousId, String groupId) {}
}
