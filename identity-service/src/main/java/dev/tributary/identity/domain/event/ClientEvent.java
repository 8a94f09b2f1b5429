package dev.tributary.identity.domain.event;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * The parts of an event that can say who it belongs to. An identifier that the client did not send
 * is empty text.
 *
 * @param happenedAt when it happened, corrected for the client's clock
 * @param document the event as users see it; empty where it was found to say nothing about its
 *     customer
 */
public record ClientEvent(
    Birth birth, Origin origin, Call call, Names names, Instant happenedAt, Json.Obj document) {

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

  /** The payload's {@code traits}. */
  Json.Obj traits() {
    return part("traits");
  }

  /** The payload's {@code properties}. */
  Json.Obj properties() {
    return part("properties");
  }

  /** The payload's {@code context}, over the batch's. */
  Json.Obj context() {
    return part("context");
  }

  private Json.Obj part(String name) {
    return Fields.object(document, name);
  }
}
