package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.event.EventJudge.Surroundings;
import dev.tributary.ingest.domain.event.Judgement.Judged;
import dev.tributary.ingest.domain.event.Judgement.Refused;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.json.Slice;
import dev.tributary.ingest.domain.json.ValueType;
import dev.tributary.ingest.domain.request.Field;
import dev.tributary.ingest.domain.request.RawObject;
import dev.tributary.ingest.domain.request.RequestScanner;
import dev.tributary.ingest.domain.request.ScannedRequest;
import dev.tributary.ingest.domain.request.ScannedRequest.Batch;
import dev.tributary.ingest.domain.request.ScannedRequest.Single;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about a request: whether it can be taken at all, and then about each of its events.
 * Stateless but for the ids it draws; safe for use by many threads where those are.
 */
public final class RequestJudge {

  private final Limits limits;
  private final MessageIds messageIds;
  private final EventJudge events;

  public RequestJudge(Limits limits, MessageIds messageIds, Bots bots) {
    this.limits = limits;
    this.messageIds = messageIds;
    this.events = new EventJudge(limits.maxEventBytes(), messageIds, bots);
  }

  /** How many events a batch may have. */
  public int mostEvents() {
    return limits.maxBatchEvents();
  }

  /** A request that is one event; its path says of which type, its own field is not asked. */
  public Judged single(Single single, Sending sending) {
    var verdict = events.judge(single.type(), single.event(), Surroundings.NONE, sending);
    return new Judged(Slice.EMPTY, Slice.EMPTY, List.of(verdict));
  }

  /**
   * An event that was made here, of what a tool or a file has.
   *
   * @param text JSON, with the event's type
   */
  public Verdict made(byte[] text, Sending sending) {
    return switch (RequestScanner.single(EventType.UNKNOWN, text)) {
      case Single(_, var event) ->
          events.judge(EventJudge.typeOf(event), event, Surroundings.NONE, sending);
      case ScannedRequest.Unreadable(var reason) ->
          failed(messageIds.next(), new Slice(text, 0, text.length), reason, sending);
      case Batch _ -> throw new IllegalStateException("one event is no batch");
    };
  }

  /** A batch. */
  public Judgement batch(Batch batch, Sending sending) {
    var envelope = batch.envelope();
    var type = envelope.typeOf(Field.BATCH);
    if (type != ValueType.ARRAY && !type.isNothing()) {
      return new Refused(RejectionCode.BAD_REQUEST, "batch must be an array");
    }
    if (batch.count() == 0) {
      return new Refused(RejectionCode.EMPTY_BATCH, "The batch has no events");
    }
    if (batch.count() > limits.maxBatchEvents()) {
      return new Refused(
          RejectionCode.REQUEST_TOO_LARGE,
          "The batch has more than " + limits.maxBatchEvents() + " events");
    }
    for (var field : List.of(Field.CONTEXT, Field.INTEGRATIONS)) {
      if (envelope.typeOf(field) != ValueType.OBJECT && !envelope.typeOf(field).isNothing()) {
        return new Refused(
            RejectionCode.BAD_REQUEST, "The batch's " + field.fieldName() + " must be an object");
      }
    }
    var context = shared(envelope, Field.CONTEXT);
    var integrations = shared(envelope, Field.INTEGRATIONS);
    if (context.length() + integrations.length() > limits.maxEventBytes()) {
      return new Refused(
          RejectionCode.EVENT_TOO_LARGE,
          "The batch's context and integrations are larger than "
              + limits.maxEventBytes()
              + " bytes");
    }
    return new Judged(context, integrations, judgeEach(batch, sending));
  }

  /**
   * Something that was to become an event, and could not.
   *
   * @param payload what it was to be made of, as JSON
   */
  public static Rejected failed(String messageId, Slice payload, String why, Sending sending) {
    long now = sending.receivedAt();
    var event =
        new TakenEvent(
            messageId,
            EventType.UNKNOWN,
            "",
            Identifiers.NONE,
            new Timing(now, Timing.UNTOLD, Timing.UNTOLD, Timing.Basis.RECEIPT),
            TakenEvent.Sender.UNKNOWN,
            payload);
    return new Rejected(event, new Rejection(RejectionCode.MAPPING_FAILED, Field.OTHER, why));
  }

  private List<Verdict> judgeEach(Batch batch, Sending sending) {
    var envelope = batch.envelope();
    var surroundings =
        new Surroundings(
            Timestamps.parse(envelope.scalarOf(Field.SENT_AT)),
            envelope.textOf(Field.CONTEXT_USER_AGENT),
            envelope.flaw());
    var verdicts = new ArrayList<Verdict>(batch.items().size());
    for (var item : batch.items()) {
      verdicts.add(events.judge(EventJudge.typeOf(item), item, surroundings, sending));
    }
    return verdicts;
  }

  private static Slice shared(RawObject envelope, Field field) {
    return envelope.typeOf(field) == ValueType.OBJECT ? envelope.sliceOf(field) : Slice.EMPTY;
  }
}
