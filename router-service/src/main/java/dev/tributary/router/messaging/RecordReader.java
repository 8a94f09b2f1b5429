package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventRule;
import dev.tributary.router.domain.payload.ChangeCalls;
import dev.tributary.router.domain.payload.EventCall;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.domain.payload.ProfileChange;
import dev.tributary.router.domain.payload.ProfileChange.News;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of {@code resolved} or {@code changes} for one destination. Looks at the envelope
 * first and parses a payload only where the destination may want it. Never throws for a bad record.
 */
final class RecordReader {

  private RecordReader() {}

  /** What a record is to a destination. */
  static Reading read(String topic, byte @Nullable [] value, Destination destination) {
    if (value == null) {
      return new Undecodable();
    }
    try {
      return topic.equals(Topic.CHANGES.topicName())
          ? change(Change.parseFrom(value), destination)
          : resolved(Resolved.parseFrom(value), destination);
    } catch (InvalidProtocolBufferException | InvalidValue _) {
      return new Undecodable();
    }
  }

  /**
   * The document of a record that was wanted before, in one of its forms.
   *
   * @throws IllegalStateException if the record cannot be read, which it could before
   */
  static Json.Obj document(String topic, byte[] value, Form form, String destination) {
    try {
      if (topic.equals(Topic.CHANGES.topicName())) {
        var wire = Change.parseFrom(value);
        return parcel(change(wire), destination, form).document();
      }
      return document(Resolved.parseFrom(value).getEvent());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The birth of the event that a record is about or was caused by, where there is one. */
  static Optional<Birth> birth(String topic, byte[] value) {
    try {
      if (topic.equals(Topic.CHANGES.topicName())) {
        var cause = Change.parseFrom(value).getCause();
        return cause.hasBirth() ? Optional.of(cause.getBirth()) : Optional.empty();
      }
      var event = Resolved.parseFrom(value).getEvent().getEvent();
      return event.hasBirth() ? Optional.of(event.getBirth()) : Optional.empty();
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  private static Reading resolved(Resolved resolved, Destination destination) {
    return switch (resolved.getKindCase()) {
      case EVENT -> event(resolved.getEvent(), destination);
      case MERGED, SPLIT, MEMBERSHIP, SOFT_LINKS -> new Unmatched();
      case KIND_NOT_SET -> new Undecodable();
    };
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
        yield new Wanted(List.of(new Parcel(Form.EVENT, key, document)));
      }
    };
  }

  private static Json.Obj document(ResolvedEvent resolved) {
    var event = resolved.getEvent();
    var birth = new EventCall.Birth(event.getBirth().getPartition(), event.getBirth().getOffset());
    return EventCall.of(EventDocument.of(event), resolved.getProfileId(), event.getSource(), birth);
  }

  private static Reading change(Change wire, Destination destination) {
    return switch (wire.getKindCase()) {
      case MEMBERSHIP ->
          destination.audiences().contains(wire.getDefinition())
              ? wanted(change(wire), destination, List.of(Form.TRACK, Form.IDENTIFY))
              : new Unmatched();
      case TRAIT ->
          destination.traits().contains(wire.getDefinition())
              ? wanted(change(wire), destination, List.of(Form.IDENTIFY))
              : new Unmatched();
      case KIND_NOT_SET -> new Undecodable();
    };
  }

  private static Reading wanted(ProfileChange change, Destination destination, List<Form> forms) {
    if (!ChangeCalls.addressable(change)) {
      return new Reading.Unaddressable(forms.size());
    }
    return new Wanted(
        forms.stream().map(form -> parcel(change, destination.name(), form)).toList());
  }

  private static Parcel parcel(ProfileChange change, String destination, Form form) {
    var document =
        form == Form.TRACK && change.news() instanceof News.Membership(var member)
            ? ChangeCalls.track(change, member)
            : ChangeCalls.identify(change);
    var type = form == Form.TRACK ? "track" : "identify";
    return new Parcel(form, Identity.ofChange(destination, change, type), document);
  }

  private static ProfileChange change(Change wire) {
    News news =
        wire.hasTrait()
            ? new News.TraitValue(json(wire.getTrait().getValue()))
            : new News.Membership(wire.getMembership().getMember());
    return new ProfileChange(
        wire.getProfileId(),
        wire.getDefinition(),
        wire.getDefinitionVersion(),
        wire.getVersion(),
        news,
        Instant.ofEpochMilli(wire.getAtMillis()),
        wire.getIdentifiersList().stream()
            .map(found -> new ProfileChange.Identifier(found.getType(), found.getValue()))
            .toList());
  }

  private static Json json(ByteString text) {
    return text.isEmpty() ? Json.Null.VALUE : JsonText.parse(text.toByteArray());
  }
}
