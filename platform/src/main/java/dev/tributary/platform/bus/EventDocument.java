package dev.tributary.platform.bus;

import com.google.protobuf.ByteString;
import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Fields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.ObjBuilder;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.util.function.Supplier;

/**
 * An event as users see it: one JSON object in the shape of Segment's spec, which filters read and
 * mappings shape. The client's fields, the batch's shared {@code context} and {@code integrations}
 * beneath the item's own, and over them what the server knows better: {@code type}, {@code
 * messageId}, the four timestamps, and {@code marks} where ingest noticed something.
 */
public final class EventDocument {

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
    var own = JsonText.parseObject(event.getPayload().toByteArray(), wanted).without("writeKey");
    var document = new ObjBuilder(own);
    put(document, wanted, "type", () -> Json.of(typeName(event.getType())));
    put(document, wanted, "messageId", () -> Json.of(event.getMessageId()));
    putBeneath(document, own, wanted, "context", event.getBatchContext());
    putBeneath(document, own, wanted, "integrations", event.getBatchIntegrations());
    put(document, wanted, "timestamp", () -> time(event.getTimestampMillis()));
    put(document, wanted, "receivedAt", () -> time(event.getReceivedAtMillis()));
    if (event.hasSentAtMillis()) {
      put(document, wanted, "sentAt", () -> time(event.getSentAtMillis()));
    }
    if (event.hasOriginalTimestampMillis()) {
      put(document, wanted, "originalTimestamp", () -> time(event.getOriginalTimestampMillis()));
    }
    if (event.getMarksCount() > 0) {
      put(document, wanted, "marks", () -> marks(event));
    }
    return document.build();
  }

  private static Json marks(Event event) {
    var marks = new ObjBuilder();
    for (var mark : event.getMarksList()) {
      switch (mark) {
        case EVENT_MARK_TIME_CLAMPED -> marks.put("timeClamped", Json.Bool.TRUE);
        case EVENT_MARK_BOT -> marks.put("bot", Json.Bool.TRUE);
        case EVENT_MARK_UNSPECIFIED, UNRECOGNIZED -> {}
      }
    }
    return marks.build();
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

  private static void put(ObjBuilder document, Fields wanted, String name, Supplier<Json> value) {
    if (wanted.contains(name)) {
      document.put(name, value.get());
    }
  }

  private static void putBeneath(
      ObjBuilder document, Json.Obj own, Fields wanted, String name, ByteString shared) {
    var wantedBelow = wanted.below(name);
    if (shared.isEmpty() || wantedBelow == null) {
      return;
    }
    var below = JsonText.parseObject(shared.toByteArray(), wantedBelow);
    var above = own.field(name);
    if (above.isEmpty()) {
      document.put(name, below);
    } else if (above.get() instanceof Json.Obj object) {
      document.put(name, object.over(below));
    }
  }

  private static Json time(long millis) {
    return Json.of(TimeText.ofMillis(millis));
  }
}
