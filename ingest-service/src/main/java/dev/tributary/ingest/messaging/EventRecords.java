package dev.tributary.ingest.messaging;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tributary.ingest.domain.event.Identifiers;
import dev.tributary.ingest.domain.event.Rejection;
import dev.tributary.ingest.domain.event.TakenEvent;
import dev.tributary.ingest.domain.event.TakenEvent.Sender;
import dev.tributary.ingest.domain.event.Timing;
import dev.tributary.ingest.domain.event.Verdict;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.json.Slice;
import dev.tributary.ingest.domain.log.Intake;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventMark;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Finding;
import dev.tributary.proto.v1.Quarantined;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records of one request: accepted events for {@code received}, rejected ones for {@code
 * quarantined}, both keyed by user key and dated when they were received.
 */
final class EventRecords {

  /**
   * How much of a rejected event is kept. Only an event refused for its size can have more; a
   * record larger than a broker takes could not be kept at all.
   */
  static final int MOST_KEPT_BYTES = 512 * 1024;

  /** Of an id or a name of a rejected event. */
  private static final int MOST_KEPT_CHARACTERS = 1_024;

  private static final String STAGE = "ingest";

  private final Intake intake;
  private final ByteString context;
  private final ByteString integrations;

  EventRecords(Intake intake) {
    this.intake = intake;
    this.context = bytes(intake.judged().context());
    this.integrations = bytes(intake.judged().integrations());
  }

  /** About how many bytes all the records of a request take, for admission. */
  static long sizeOf(Intake intake) {
    var judged = intake.judged();
    long each = 200L + judged.context().length() + judged.integrations().length();
    long size = 0;
    for (var verdict : judged.verdicts()) {
      size += each + Math.min(verdict.event().payload().length(), MOST_KEPT_BYTES);
    }
    return size;
  }

  ProducerRecord<byte[], byte[]> of(Verdict verdict) {
    return switch (verdict) {
      case Accepted(var event) ->
          record(Topic.RECEIVED, event, event(event, event.payload()).toByteArray());
      case Rejected(var event, var rejection) -> {
        var kept = kept(event);
        yield record(Topic.QUARANTINED, kept, quarantined(event, kept, rejection).toByteArray());
      }
    };
  }

  private ProducerRecord<byte[], byte[]> record(Topic topic, TakenEvent event, byte[] value) {
    var key = event.userKey().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic.topicName(), null, intake.receivedAt(), key, value);
  }

  /** What fits into a record, whatever was refused: an id may be as long as a request. */
  private static TakenEvent kept(TakenEvent event) {
    var ids = event.identifiers();
    return new TakenEvent(
        cut(event.messageId()),
        event.type(),
        cut(event.name()),
        new Identifiers(
            cut(ids.userId()), cut(ids.anonymousId()), cut(ids.groupId()), cut(ids.previousId())),
        event.timing(),
        event.sender(),
        event.payload().first(MOST_KEPT_BYTES));
  }

  private static String cut(String text) {
    return text.length() <= MOST_KEPT_CHARACTERS ? text : text.substring(0, MOST_KEPT_CHARACTERS);
  }

  private Quarantined quarantined(TakenEvent event, TakenEvent kept, Rejection rejection) {
    var code = rejection.code().code();
    var quarantined =
        Quarantined.newBuilder()
            .setRecord(event(kept, kept.payload()).toByteString())
            .setCode(code)
            .setStage(STAGE)
            .setQuarantinedAtMillis(intake.receivedAt())
            .addFindings(
                Finding.newBuilder()
                    .setField(rejection.field().fieldName())
                    .setCode(code)
                    .setMessage(rejection.message()));
    if (kept.payload().length() < event.payload().length()) {
      quarantined.addFindings(
          Finding.newBuilder()
              .setCode("payload_cut")
              .setMessage(
                  "Only the first " + kept.payload().length() + " bytes of the event are kept"));
    }
    return quarantined.build();
  }

  private Event event(TakenEvent event, Slice payload) {
    var ids = event.identifiers();
    var timing = event.timing();
    var builder =
        Event.newBuilder()
            .setMessageId(event.messageId())
            .setSource(intake.source())
            .setType(type(event.type()))
            .setEvent(event.name())
            .setUserId(ids.userId())
            .setAnonymousId(ids.anonymousId())
            .setGroupId(ids.groupId())
            .setPreviousId(ids.previousId())
            .setTimestampMillis(timing.timestamp())
            .setReceivedAtMillis(intake.receivedAt())
            .setIp(intake.ip())
            .setPayload(bytes(payload))
            .setBatchContext(context)
            .setBatchIntegrations(integrations);
    if (timing.original() != Timing.UNTOLD) {
      builder.setOriginalTimestampMillis(timing.original());
    }
    if (timing.sentAt() != Timing.UNTOLD) {
      builder.setSentAtMillis(timing.sentAt());
    }
    if (timing.basis() == Timing.Basis.CLAMPED) {
      builder.addMarks(EventMark.EVENT_MARK_TIME_CLAMPED);
    }
    if (event.sender() == Sender.BOT) {
      builder.addMarks(EventMark.EVENT_MARK_BOT);
    }
    return builder.build();
  }

  private static EventType type(dev.tributary.ingest.domain.event.EventType type) {
    return switch (type) {
      case TRACK -> EventType.EVENT_TYPE_TRACK;
      case IDENTIFY -> EventType.EVENT_TYPE_IDENTIFY;
      case PAGE -> EventType.EVENT_TYPE_PAGE;
      case SCREEN -> EventType.EVENT_TYPE_SCREEN;
      case GROUP -> EventType.EVENT_TYPE_GROUP;
      case ALIAS -> EventType.EVENT_TYPE_ALIAS;
      case UNKNOWN -> EventType.EVENT_TYPE_UNSPECIFIED;
    };
  }

  /** Not copied: nobody writes to the request's bytes once they are read. */
  private static ByteString bytes(Slice slice) {
    return UnsafeByteOperations.unsafeWrap(slice.array(), slice.from(), slice.length());
  }
}
