package dev.tributary.governance.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;

/** Events for tests. */
public final class Events {

  private Events() {}

  /** A good track event of one user. */
  public static Event.Builder track(String source, String messageId, long receivedAt) {
    return Event.newBuilder()
        .setMessageId(messageId)
        .setSource(source)
        .setType(EventType.EVENT_TYPE_TRACK)
        .setEvent("Order Completed")
        .setUserId("user-" + Math.floorMod(messageId.hashCode(), 20))
        .setTimestampMillis(receivedAt)
        .setReceivedAtMillis(receivedAt)
        .setPayload(
            ByteString.copyFromUtf8(
                "{ \"event\":\"Order Completed\", \"properties\":{\"total\": 12.50} }"));
  }
}
