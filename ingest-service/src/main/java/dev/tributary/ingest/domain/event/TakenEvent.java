package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.json.Slice;

/**
 * What is known of an event beside its payload. Of a refused event, what could be read: a field
 * that is missing or wrong is empty.
 *
 * @param name of a track its event, of a page or screen its name; empty where there is none
 * @param sender who sent it, as far as that can be seen
 * @param payload the JSON as the client sent it
 */
public record TakenEvent(
    String messageId,
    EventType type,
    String name,
    Identifiers identifiers,
    Timing timing,
    Sender sender,
    Slice payload) {

  /** Who sent an event. */
  public enum Sender {
    /** Nothing says that it was a machine. */
    UNKNOWN,
    /** A crawler or another machine that names itself. */
    BOT
  }

  /** What keeps the events of one user in order; never empty. */
  public String userKey() {
    return identifiers.userKeyOr(messageId);
  }
}
