package dev.tributary.identity.domain.follow;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import java.time.Instant;

/**
 * An event as the client sent it.
 *
 * @param happenedAt when it happened, corrected for the client's clock
 * @param ip the client's address as text; empty where the source does not keep it
 */
public record Sent(
    Birth birth,
    Origin origin,
    Call call,
    Names names,
    Instant happenedAt,
    String ip,
    Payload payload) {

  /** When the event counts. */
  public Stamp stamp() {
    return Stamp.of(happenedAt, origin.receivedAt(), birth);
  }
}
