package dev.tributary.bench;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Events of customers that only bad luck or bad input makes, as governance hands them to identity.
 * Each was received a millisecond after the one before it, whenever it comes to be resolved.
 */
final class ExtremeEvents {

  /** Of the chain's identifiers: a custom type, of which a customer may have any number. */
  static final String LINK_TYPE = "bench_id";

  static final String KIOSK = "the-kiosk";

  /** What the ids of those who use the kiosk start with. */
  static final String KIOSK_USER = "kiosk-user-";

  static final String DOMAIN = "@bench.example";

  private static final String OTHER_USER = "other-user-";

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));

  /** Names two neighbours of a chain: identifiers {@code number} and the next. */
  Event link(int number, int partition) {
    var payload =
        """
        {"type":"track","event":"Seen","context":{"externalIds":[
        {"id":"link-%07d","type":"%s","collection":"users","encoding":"none"},
        {"id":"link-%07d","type":"%s","collection":"users","encoding":"none"}]}}
        """
            .formatted(number, LINK_TYPE, number + 1, LINK_TYPE);
    return stamped(number, partition, EventType.EVENT_TYPE_TRACK, payload).setEvent("Seen").build();
  }

  /** Somebody new signs in at the kiosk, as everybody does. */
  Event atKiosk(int user, int number, int partition) {
    return signIn(KIOSK_USER + user, KIOSK, number, partition);
  }

  /** Somebody new signs in on a device of his own. */
  Event elsewhere(int user, int number, int partition) {
    var name = OTHER_USER + user;
    return signIn(name, "device-of-" + name, number, partition);
  }

  private Event signIn(String user, String device, int number, int partition) {
    var payload =
        """
        {"type":"identify","userId":"%1$s","anonymousId":"%2$s","traits":{"email":"%1$s%3$s"}}
        """
            .formatted(user, device, DOMAIN);
    return stamped(number, partition, EventType.EVENT_TYPE_IDENTIFY, payload)
        .setUserId(user)
        .setAnonymousId(device)
        .build();
  }

  private Event.Builder stamped(int number, int partition, EventType type, String payload) {
    long at = start.toEpochMilli() + number;
    return Event.newBuilder()
        .setMessageId("extreme-" + number)
        .setType(type)
        .setSource("bench")
        .setPayload(ByteString.copyFromUtf8(payload))
        .setTimestampMillis(at)
        .setReceivedAtMillis(at)
        .setBirth(Birth.newBuilder().setPartition(partition).setOffset(number));
  }
}
