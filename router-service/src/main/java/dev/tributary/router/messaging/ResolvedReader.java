package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventGate;
import dev.tributary.router.domain.payload.EventCall;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import java.util.Optional;

/**
 * Reads {@code resolved} for its events. What else it tells (merges, splits, memberships, soft
 * links) concerns no destination by itself: what follows from it comes as changes.
 */
final class ResolvedReader implements RecordReader.TopicReader {

  @Override
  public Reading read(byte[] value, long offset, Destination destination)
      throws InvalidProtocolBufferException {
    var resolved = Resolved.parseFrom(value);
    return switch (resolved.getKindCase()) {
      case EVENT -> event(resolved.getEvent(), destination);
      case MERGED, SPLIT, MEMBERSHIP, SOFT_LINKS -> new Unmatched();
      case KIND_NOT_SET -> new Undecodable();
    };
  }

  @Override
  public Json.Obj document(byte[] value, Form form) throws InvalidProtocolBufferException {
    return document(Resolved.parseFrom(value).getEvent());
  }

  @Override
  public Optional<Birth> birth(byte[] value) throws InvalidProtocolBufferException {
    var event = Resolved.parseFrom(value).getEvent().getEvent();
    return event.hasBirth() ? Optional.of(event.getBirth()) : Optional.empty();
  }

  private static Reading event(ResolvedEvent resolved, Destination destination) {
    var event = resolved.getEvent();
    var rule = destination.events();
    var possible =
        rule.actions().stream()
            .filter(action -> Envelopes.mayMatch(action.trigger(), event))
            .toList();
    if (possible.isEmpty() || !rule.wantsSource(event.getSource())) {
      return new Unmatched();
    }
    var document = document(resolved);
    var matching = possible.stream().filter(action -> action.trigger().matches(document)).toList();
    if (matching.isEmpty()) {
      return new Unmatched();
    }
    return switch (rule.gate().pass(document)) {
      case EventGate.Passage.Kept(var code) -> new Reading.Kept(code, matching.size());
      case EventGate.Passage.Through(var passed) ->
          new Wanted(
              matching.stream()
                  .map(action -> parcel(resolved, destination.name(), action, passed))
                  .toList());
    };
  }

  private static Parcel parcel(
      ResolvedEvent resolved, String destination, ActionRule action, Json.Obj document) {
    var event = resolved.getEvent();
    var key = Identity.ofEvent(destination, event.getSource(), event.getMessageId(), action.name());
    return new Parcel(Form.EVENT, action.name(), key, resolved.getProfileId(), document);
  }

  private static Json.Obj document(ResolvedEvent resolved) {
    var event = resolved.getEvent();
    var birth = new EventCall.Birth(event.getBirth().getPartition(), event.getBirth().getOffset());
    return EventCall.of(EventDocument.of(event), resolved.getProfileId(), event.getSource(), birth);
  }
}
