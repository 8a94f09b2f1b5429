package dev.tributary.ingest.domain.event;

/** Whom an event is about, each empty where the event does not say. */
public record Identifiers(String userId, String anonymousId, String groupId, String previousId) {

  static final Identifiers NONE = new Identifiers("", "", "", "");

  /**
   * Whom usage counts the event for: its user, else its anonymous id; empty where it has neither.
   */
  public String trackedUser() {
    return userId.isEmpty() ? anonymousId : userId;
  }

  /**
   * What keeps the events of one user in order: the first of user, anonymous and group id that is
   * there, else what the caller has instead.
   */
  public String userKeyOr(String otherwise) {
    if (!userId.isEmpty()) {
      return userId;
    }
    if (!anonymousId.isEmpty()) {
      return anonymousId;
    }
    return groupId.isEmpty() ? otherwise : groupId;
  }
}
