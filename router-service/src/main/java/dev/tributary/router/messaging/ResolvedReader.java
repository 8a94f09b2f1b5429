package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventRule;
import dev.tributary.router.domain.payload.EventCall;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import java.util.List;
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
    return switch (destination.events()) {
      case EventRule.None _ -> new Unmatched();
      case EventRule.Matching(var trigger, _) -> {
        var event = resolved.getEvent();
        if (!Envelopes.mayMatch(trigger, event)) {
          yield new Unmatched();
        }
        var document = document(resolved);
        if (!trigger.matches(document)) {
          yield new Unmatched();
        }
        var key = Identity.ofEvent(destination.name(), event.getSource(), event.getMessageId());
        yield new Wanted(List.of(new Parcel(Form.EVENT, key, resolved.getProfileId(), document)));
      }
    };
  }

  private static Json.Obj document(ResolvedEvent resolved) {
    var event = resolved.getEvent();
    var birth = new EventCall.Birth(event.getBirth().getPartition(), event.getBirth().getOffset());
    return EventCall.of(EventDocument.of(event), resolved.getProfileId(), event.getSource(), birth);
  }
}
