package dev.tributary.bench;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.time.Instant;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Writes tracks as identity tells them on {@code resolved}: about 1 KB, the payload such as a
 * browser's library sends, the anchor the user id, and with the first event of a profile the
 * identifiers it brought. From a fixed seed.
 */
final class ResolvedEvents {

  private static final String CONTEXT =
      "\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"next-1.81.0\"},\"locale\":"
          + "\"en-GB\",\"timezone\":\"Europe/London\",\"userAgent\":\"Mozilla/5.0 (Windows NT 10.0;"
          + " Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\","
          + "\"page\":{\"path\":\"/checkout\",\"referrer\":\"https://shop.example/basket\","
          + "\"search\":\"\",\"title\":\"Checkout\",\"url\":\"https://shop.example/checkout\"}}";

  private final SplittableRandom random = new SplittableRandom(42);
  private final BitSet introduced = new BitSet();
  private long made;

  /** The id of a profile: a UUID, as identity gives them. */
  static String profileId(int profile) {
    var random = new SplittableRandom(profile);
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** The client's JSON. */
  String payload(Track track) {
    var id = Long.toHexString(random.nextLong());
    return "{\"type\":\"track\",\"event\":\""
        + track.event()
        + "\",\"messageId\":\"ajs-next-"
        + id
        + "\",\"userId\":\"user-"
        + track.profile()
        + "\",\"anonymousId\":\"device-"
        + track.profile()
        + "\",\"timestamp\":\""
        + Instant.ofEpochMilli(track.atMillis())
        + "\",\"properties\":{\"order_id\":\""
        + id
        + "\",\"total\":"
        + track.total()
        + ",\"currency\":\"GBP\",\"category\":\"c"
        + track.category()
        + "\",\"coupon\":null,\"first\":false,\"products\":[{\"product_id\":\""
        + Long.toHexString(random.nextLong())
        + "\",\"name\":\"A very good product\",\"price\":"
        + track.total()
        + ",\"quantity\":1}]},"
        + CONTEXT
        + "}";
  }

  /** The record's value with this payload. */
  byte[] resolved(Track track, String payload) {
    var user = identifier("user_id", "user-" + track.profile());
    var event =
        Event.newBuilder()
            .setMessageId("bench-" + made)
            .setSource("bench")
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent(track.event())
            .setUserId(user.getValue())
            .setAnonymousId("device-" + track.profile())
            .setTimestampMillis(track.atMillis())
            .setReceivedAtMillis(track.atMillis())
            .setBirth(Birth.newBuilder().setOffset(made++))
            .setPayload(ByteString.copyFromUtf8(payload));
    var resolved =
        ResolvedEvent.newBuilder()
            .setEvent(event)
            .setProfileId(profileId(track.profile()))
            .setAnchor(user)
            .setVersion(1);
    if (!introduced.get(track.profile())) {
      introduced.set(track.profile());
      resolved
          .addIdentifiersAdded(user)
          .addIdentifiersAdded(identifier("anonymous_id", "device-" + track.profile()));
    }
    return Resolved.newBuilder().setEvent(resolved).build().toByteArray();
  }

  private static Identifier identifier(String type, String value) {
    return Identifier.newBuilder().setType(type).setValue(value).build();
  }
}
