package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventGate;
import dev.tributary.router.domain.matching.TriggerIndex;
import dev.tributary.router.domain.matching.TriggerIndex.Place;
import dev.tributary.router.domain.payload.EventCall;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import dev.tributary.router.messaging.RecordReader.Audience;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
  public <L> void read(byte[] value, long offset, Interests<L> interests, Audience<L> audience)
      throws InvalidProtocolBufferException {
    var resolved = Resolved.parseFrom(value);
    switch (resolved.getKindCase()) {
      case EVENT -> event(resolved.getEvent(), interests, audience);
      case MERGED, SPLIT, MEMBERSHIP, SOFT_LINKS -> {}
      case KIND_NOT_SET -> throw new InvalidValue("resolved", "of an unknown kind");
    }
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
    var triggers = Interests.triggers(destination);
    var event = resolved.getEvent();
    if (triggers.stream().noneMatch(trigger -> Envelopes.mayMatch(trigger, event))) {
      return new Unmatched();
    }
    var document = document(resolved);
    var matching =
        IntStream.range(0, triggers.size())
            .filter(i -> triggers.get(i).matches(document))
            .boxed()
            .toList();
    return wanted(resolved, document, matching, destination);
  }

  private static <L> void event(
      ResolvedEvent resolved, Interests<L> interests, Audience<L> audience) {
    var event = resolved.getEvent();
    var candidates =
        interests
            .events()
            .candidates(EventDocument.typeName(event.getType()), Envelopes.name(event));
    candidates.removeIf(shared ->
        shared.places().stream().noneMatch(place -> audience.listens(place.subscriber())));
    if (candidates.isEmpty()) {
      return;
    }
    Json.Obj document;
    try {
      document = document(resolved); // once, whoever wants it
    } catch (InvalidValue _) {
      candidates.stream()
          .flatMap(shared -> shared.places().stream())
          .map(Place::subscriber)
          .distinct()
          .forEach(wish -> audience.tell(wish, Undecodable::new));
      return;
    }
    TriggerIndex.matching(candidates, document)
        .forEach((wish, matching) ->
            audience.tell(wish, () -> wanted(resolved, document, matching, wish.destination())));
  }

  /**
   * What an event is to a destination.
   *
   * @param matching which of its actions' triggers match, by their place
   */
  private static Reading wanted(
      ResolvedEvent resolved, Json.Obj document, List<Integer> matching, Destination destination) {
    var rule = destination.events();
    if (matching.isEmpty() || !rule.wantsSource(resolved.getEvent().getSource())) {
      return new Unmatched();
    }
    return switch (rule.gate().pass(document)) {
      case EventGate.Passage.Kept(var code) -> new Reading.Kept(code, matching.size());
      case EventGate.Passage.Through(var passed) ->
          new Wanted(
              matching.stream()
                  .map(i -> parcel(resolved, destination.name(), rule.actions().get(i), passed))
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
