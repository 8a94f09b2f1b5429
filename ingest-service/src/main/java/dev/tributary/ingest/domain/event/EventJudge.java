package dev.tributary.ingest.domain.event;

import dev.tributary.ingest.domain.event.Sending.Machines;
import dev.tributary.ingest.domain.event.TakenEvent.Sender;
import dev.tributary.ingest.domain.event.Verdict.Accepted;
import dev.tributary.ingest.domain.event.Verdict.Rejected;
import dev.tributary.ingest.domain.json.Flaw;
import dev.tributary.ingest.domain.json.ValueType;
import dev.tributary.ingest.domain.request.Field;
import dev.tributary.ingest.domain.request.RawObject;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one event by Segment's rules (reference 1.4): an event is about a user id or an
 * anonymous id, an alias about both its ids; a track names its event, a group its id; ids and names
 * are strings; properties, traits and context are objects. A field that is null counts as absent,
 * and so does an empty id or name. The first rule broken, from the cheapest to the dearest, gives
 * the reason.
 *
 * @param maxEventBytes of the event's JSON
 */
record EventJudge(int maxEventBytes, MessageIds messageIds, Bots bots) {

  /** Of a message id, in characters. */
  static final int MAX_MESSAGE_ID = 100;

  private static final Field[] IDS = {Field.MESSAGE_ID, Field.USER_ID, Field.ANONYMOUS_ID};
  private static final Field[] IDS_OF_GROUP = {
    Field.MESSAGE_ID, Field.USER_ID, Field.ANONYMOUS_ID, Field.GROUP_ID
  };
  private static final Field[] IDS_OF_ALIAS = {
    Field.MESSAGE_ID, Field.USER_ID, Field.ANONYMOUS_ID, Field.PREVIOUS_ID
  };

  /**
   * @param type what the caller asked for; of an event in a batch what {@link #typeOf} says
   * @param surroundings what the batch around it adds
   */
  Verdict judge(EventType type, RawObject raw, Surroundings surroundings, Sending sending) {
    var event = read(type, raw, surroundings, sending);
    var rejection = firstBroken(type, raw, event, surroundings.flaw());
    if (rejection == null && event.sender() == Sender.BOT && sending.bots() == Machines.REFUSED) {
      rejection = whole(RejectionCode.BOT, "The event comes from a crawler");
    }
    return rejection == null ? new Accepted(event) : new Rejected(event, rejection);
  }

  /** The type an event names itself. */
  static EventType typeOf(RawObject raw) {
    return EventType.named(raw.textOf(Field.TYPE));
  }

  private TakenEvent read(
      EventType type, RawObject raw, Surroundings surroundings, Sending sending) {
    var messageId = raw.textOf(Field.MESSAGE_ID);
    return new TakenEvent(
        messageId.isEmpty() ? messageIds.next() : messageId,
        type,
        raw.textOf(type == EventType.TRACK ? Field.EVENT : Field.NAME),
        new Identifiers(
            raw.textOf(Field.USER_ID),
            raw.textOf(Field.ANONYMOUS_ID),
            type == EventType.GROUP ? raw.textOf(Field.GROUP_ID) : "",
            type == EventType.ALIAS ? raw.textOf(Field.PREVIOUS_ID) : ""),
        TimingRule.of(raw, surroundings.sentAt(), sending),
        sender(raw, surroundings, sending),
        raw.payload());
  }

  /** The nearest that says who sent it: the event, what the batch shares, the request. */
  private Sender sender(RawObject raw, Surroundings surroundings, Sending sending) {
    var agent = raw.textOf(Field.CONTEXT_USER_AGENT);
    if (agent.isEmpty()) {
      agent = surroundings.userAgent();
    }
    if (agent.isEmpty()) {
      agent = sending.browser();
    }
    return !agent.isEmpty() && bots.isBot(agent) ? Sender.BOT : Sender.UNKNOWN;
  }

  private @Nullable Rejection firstBroken(
      EventType type, RawObject raw, TakenEvent event, Flaw sharedFlaw) {
    if (raw.type() != ValueType.OBJECT) {
      return whole(RejectionCode.BAD_REQUEST, "The event is not a JSON object");
    }
    if (raw.payload().length() > maxEventBytes) {
      return whole(
          RejectionCode.EVENT_TOO_LARGE, "The event is larger than " + maxEventBytes + " bytes");
    }
    var flaw = raw.flaw() == Flaw.NONE ? sharedFlaw : raw.flaw();
    if (flaw != Flaw.NONE) {
      return whole(RejectionCode.BAD_REQUEST, "The event " + flaw.reason());
    }
    if (type == EventType.UNKNOWN) {
      return new Rejection(
          RejectionCode.UNKNOWN_TYPE,
          Field.TYPE,
          "type must be track, identify, page, screen, group or alias");
    }
    var wrongType = firstWrongType(type, raw);
    return wrongType == null ? firstMissing(type, event) : wrongType;
  }

  private static @Nullable Rejection firstWrongType(EventType type, RawObject raw) {
    for (var id : idsOf(type)) {
      if (!isStringOrNothing(raw, id)) {
        return wrong(RejectionCode.ID_NOT_STRING, id, "must be a string");
      }
    }
    if (raw.typeOf(Field.PROPERTIES) != ValueType.OBJECT && has(raw, Field.PROPERTIES)) {
      return wrong(RejectionCode.PROPERTIES_NOT_OBJECT, Field.PROPERTIES, "must be an object");
    }
    if (raw.typeOf(Field.TRAITS) != ValueType.OBJECT && has(raw, Field.TRAITS)) {
      return wrong(RejectionCode.TRAITS_NOT_OBJECT, Field.TRAITS, "must be an object");
    }
    if (raw.typeOf(Field.CONTEXT) != ValueType.OBJECT && has(raw, Field.CONTEXT)) {
      return wrong(RejectionCode.BAD_REQUEST, Field.CONTEXT, "must be an object");
    }
    return switch (type) {
      case TRACK ->
          isStringOrNothing(raw, Field.EVENT)
              ? null
              : wrong(RejectionCode.EVENT_NOT_STRING, Field.EVENT, "must be a string");
      case PAGE, SCREEN -> wrongTitle(raw);
      case IDENTIFY, GROUP, ALIAS, UNKNOWN -> null;
    };
  }

  private static @Nullable Rejection wrongTitle(RawObject raw) {
    if (!isStringOrNothing(raw, Field.NAME)) {
      return wrong(RejectionCode.NAME_NOT_STRING, Field.NAME, "must be a string");
    }
    return isStringOrNothing(raw, Field.CATEGORY)
        ? null
        : wrong(RejectionCode.CATEGORY_NOT_STRING, Field.CATEGORY, "must be a string");
  }

  private static @Nullable Rejection firstMissing(EventType type, TakenEvent event) {
    var messageId = event.messageId();
    if (messageId.length() > MAX_MESSAGE_ID
        && messageId.codePointCount(0, messageId.length()) > MAX_MESSAGE_ID) {
      return wrong(
          RejectionCode.BAD_REQUEST,
          Field.MESSAGE_ID,
          "must not be longer than " + MAX_MESSAGE_ID + " characters");
    }
    var ids = event.identifiers();
    if (type == EventType.ALIAS) {
      return firstMissingOfAlias(ids);
    }
    if (ids.userId().isEmpty() && ids.anonymousId().isEmpty()) {
      return wrong(RejectionCode.NO_USER_ANON_ID, Field.USER_ID, "or anonymousId must be given");
    }
    if (type == EventType.TRACK && event.name().isEmpty()) {
      return wrong(RejectionCode.EVENT_NOT_DEFINED, Field.EVENT, "must be given for a track");
    }
    return type == EventType.GROUP && ids.groupId().isEmpty()
        ? wrong(RejectionCode.ID_REQUIRED, Field.GROUP_ID, "must be given for a group")
        : null;
  }

  private static @Nullable Rejection firstMissingOfAlias(Identifiers ids) {
    if (ids.userId().isEmpty()) {
      return wrong(RejectionCode.ID_REQUIRED, Field.USER_ID, "must be given for an alias");
    }
    return ids.previousId().isEmpty()
        ? wrong(RejectionCode.ID_REQUIRED, Field.PREVIOUS_ID, "must be given for an alias")
        : null;
  }

  private static Field[] idsOf(EventType type) {
    return switch (type) {
      case GROUP -> IDS_OF_GROUP;
      case ALIAS -> IDS_OF_ALIAS;
      case TRACK, IDENTIFY, PAGE, SCREEN, UNKNOWN -> IDS;
    };
  }

  private static boolean isStringOrNothing(RawObject raw, Field field) {
    return raw.typeOf(field).isString() || !has(raw, field);
  }

  private static boolean has(RawObject raw, Field field) {
    return !raw.typeOf(field).isNothing();
  }

  private static Rejection whole(RejectionCode code, String message) {
    return new Rejection(code, Field.OTHER, message);
  }

  private static Rejection wrong(RejectionCode code, Field field, String rule) {
    return new Rejection(code, field, field.fieldName() + " " + rule);
  }

  /**
   * What a batch adds to each of its events.
   *
   * @param sentAt or {@link Timing#UNTOLD}
   * @param userAgent that its context names; empty where there is none
   * @param flaw what is wrong with what it shares
   */
  record Surroundings(long sentAt, String userAgent, Flaw flaw) {

    static final Surroundings NONE = new Surroundings(Timing.UNTOLD, "", Flaw.NONE);
  }
}
