package dev.tributary.governance.domain;

/**
 * What the gate looks at of one event: raw, nothing checked yet. A field the client did not send is
 * the empty string.
 *
 * @param source name of the source that brought it in
 * @param receivedAtMillis the server's time of receipt
 */
public record Candidate(
    String source,
    String messageId,
    CallType type,
    String event,
    People people,
    long receivedAtMillis,
    Json json) {

  /** Whom or what the event is about. */
  public record People(String userId, String anonymousId, String groupId, String previousId) {

    boolean areUnknown() {
      return userId.isEmpty() && anonymousId.isEmpty();
    }
  }

  /** The three texts an event carries: the client's own, and what the batch shares. */
  public record Json(JsonShape payload, JsonShape batchContext, JsonShape batchIntegrations) {}
}
