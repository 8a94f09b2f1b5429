package dev.tributary.platform.bus;

import com.google.protobuf.ByteString;
import dev.tributary.platform.domain.json.Fields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An event as users see it: one JSON object in the shape of Segment's spec, which filters read and
 * mappings shape. The client's fields, the batch's shared {@code context} and {@code integrations}
 * beneath the item's own, and over them what the server knows better: {@code type}, {@code
 * messageId} and the four timestamps.
 */
public final class EventDocument {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventDocument() {}

  /**
   * The whole document.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the payload is not a JSON object
   */
  public static Json.Obj of(Event event) {
    return of(event, Fields.ALL);
  }

  /**
   * The document with some of its fields.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the payload is not a JSON object
   */
  public static Json.Obj of(Event event, Fields wanted) {
    var fields =
        new LinkedHashMap<>(
            JsonText.parseObject(event.getPayload().toByteArray(), wanted).fields());
    put(fields, wanted, "type", () -> Json.of(typeName(event.getType())));
    put(fields, wanted, "messageId", () -> Json.of(event.getMessageId()));
    putBeneath(fields, wanted, "context", event.getBatchContext());
    putBeneath(fields, wanted, "integrations", event.getBatchIntegrations());
    put(fields, wanted, "timestamp", () -> time(event.getTimestampMillis()));
    put(fields, wanted, "receivedAt", () -> time(event.getReceivedAtMillis()));
    if (event.hasSentAtMillis()) {
      put(fields, wanted, "sentAt", () -> time(event.getSentAtMillis()));
    }
    if (event.hasOriginalTimestampMillis()) {
      put(fields, wanted, "originalTimestamp", () -> time(event.getOriginalTimestampMillis()));
    }
    fields.remove("writeKey");
    return new Json.Obj(fields);
  }

  /** The type as clients spell it, for instance {@code track}; empty if it is not known. */
  public static String typeName(EventType type) {
    return switch (type) {
      case EVENT_TYPE_TRACK -> "track";
      case EVENT_TYPE_IDENTIFY -> "identify";
      case EVENT_TYPE_PAGE -> "page";
      case EVENT_TYPE_SCREEN -> "screen";
      case EVENT_TYPE_GROUP -> "group";
      case EVENT_TYPE_ALIAS -> "alias";
      case EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static void put(
      Map<String, Json> fields, Fields wanted, String name, Supplier<Json> value) {
    if (wanted.contains(name)) {
      fields.put(name, value.get());
    }
  }

  private static void putBeneath(
      Map<String, Json> fields, Fields wanted, String name, ByteString shared) {
    var wantedBelow = wanted.below(name);
    if (shared.isEmpty() || wantedBelow == null) {
      return;
    }
    var below = JsonText.parseObject(shared.toByteArray(), wantedBelow);
    fields.merge(name, below, (own, _) -> own instanceof Json.Obj above ? above.over(below) : own);
  }

  private static Json time(long millis) {
    return Json.of(TIME.format(Instant.ofEpochMilli(millis)));
  }
}
