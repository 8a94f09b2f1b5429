package dev.tributary.identity.messaging.follow;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.follow.Anchor;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.follow.Effect;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.Sent;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.identity.messaging.EventReader;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code resolved}, as far as it is of use to those who follow. */
sealed interface ResolvedRecord {

  /** Stable: what became of the record. */
  String outcome();

  /** Something that was decided. */
  record Useful(Followed followed, String outcome) implements ResolvedRecord {}

  /**
   * Nothing to follow: not an event or a change of the graph, or it names nobody, or unreadable.
   */
  record Useless(String outcome) implements ResolvedRecord {}

  /** Reads a record; never fails but for what {@code ids} needs. */
  static ResolvedRecord read(ConsumerRecord<byte[], byte[]> record, AnchorIds ids) {
    if (record.value() == null) {
      return new Useless("undecodable");
    }
    try {
      var resolved = Resolved.parseFrom(record.value());
      return switch (resolved.getKindCase()) {
        case EVENT -> event(resolved.getEvent(), ids);
        case MERGED -> new Useful(merged(resolved.getMerged()), "merged");
        case SPLIT -> new Useful(split(resolved.getSplit()), "split");
        case MEMBERSHIP, SOFT_LINKS -> new Useless("own");
        case KIND_NOT_SET -> new Useless("unknown_kind");
      };
    } catch (InvalidProtocolBufferException | InvalidValue | IllegalArgumentException _) {
      return new Useless("undecodable");
    }
  }

  private static ResolvedRecord event(ResolvedEvent resolved, AnchorIds ids) {
    if (!resolved.hasAnchor()) {
      return new Useless("unidentified");
    }
    var anchor = identifier(resolved.getAnchor());
    var followed =
        new Followed.Event(
            profileId(resolved.getProfileId()),
            new Anchor(ids.of(anchor), anchor),
            sent(resolved.getEvent()),
            new Effect(
                changes(resolved.getTraitChangesList()),
                resolved.getIdentifiersAddedList().stream()
                    .map(ResolvedRecord::identifier)
                    .toList(),
                resolved.getMergedProfileIdsList().stream()
                    .map(ResolvedRecord::profileId)
                    .toList()));
    return new Useful(followed, "event");
  }

  private static Sent sent(Event event) {
    return new Sent(
        new Birth(event.getBirth().getPartition(), event.getBirth().getOffset()),
        new Origin(
            Instant.ofEpochMilli(event.getReceivedAtMillis()),
            event.getSource(),
            event.getMessageId()),
        EventReader.call(event),
        new Names(event.getUserId(), event.getAnonymousId(), event.getGroupId()),
        Instant.ofEpochMilli(event.getTimestampMillis()),
        event.getIp(),
        new EventPayload(event));
  }

  private static Followed merged(ProfileMerged merged) {
    return new Followed.Merged(
        profileId(merged.getFromProfileId()),
        profileId(merged.getIntoProfileId()),
        Instant.ofEpochMilli(merged.getMergedAtMillis()),
        merged.getVersion());
  }

  private static Followed split(ProfileSplit split) {
    return new Followed.Split(
        profileId(split.getFromProfileId()),
        profileId(split.getIntoProfileId()),
        split.getIdentifiersList().stream().map(ResolvedRecord::identifier).toList(),
        changes(split.getFromTraitsList()),
        changes(split.getIntoTraitsList()),
        Instant.ofEpochMilli(split.getSplitAtMillis()),
        split.getVersion());
  }

  private static List<TraitChange> changes(List<dev.tributary.proto.v1.TraitChange> changes) {
    return changes.stream().map(ResolvedRecord::change).toList();
  }

  private static TraitChange change(dev.tributary.proto.v1.TraitChange change) {
    var value =
        change.getValue().isEmpty()
            ? Json.Null.VALUE
            : JsonText.parse(change.getValue().toByteArray());
    return new TraitChange(
        change.getName(),
        value,
        Instant.ofEpochMilli(change.getTimestampMillis()),
        change.getPrecedence(),
        change.getTie());
  }

  private static Identifier identifier(dev.tributary.proto.v1.Identifier identifier) {
    return Identifier.of(identifier.getType(), identifier.getValue());
  }

  private static ProfileId profileId(String text) {
    return new ProfileId(UUID.fromString(text));
  }
}
