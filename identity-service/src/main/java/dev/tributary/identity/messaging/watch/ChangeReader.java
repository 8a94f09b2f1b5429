package dev.tributary.identity.messaging.watch;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.watch.Change;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record of {@code resolved} says about a profile having changed. */
final class ChangeReader {

  private ChangeReader() {}

  /** The change, if there is one. Never fails: what cannot be read tells of none. */
  static Optional<Change> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      var resolved = Resolved.parseFrom(record.value());
      return switch (resolved.getKindCase()) {
        case EVENT -> event(resolved.getEvent());
        case MERGED ->
            Optional.of(
                new Change.Merged(
                    profileId(resolved.getMerged().getFromProfileId()),
                    profileId(resolved.getMerged().getIntoProfileId())));
        case SPLIT ->
            Optional.of(
                new Change.Split(
                    profileId(resolved.getSplit().getFromProfileId()),
                    profileId(resolved.getSplit().getIntoProfileId())));
        case MEMBERSHIP, SOFT_LINKS, KIND_NOT_SET -> Optional.empty();
      };
    } catch (InvalidProtocolBufferException | InvalidValue | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Change> event(ResolvedEvent event) {
    boolean changed =
        event.getTraitChangesCount() > 0
            || event.getIdentifiersAddedCount() > 0
            || event.getMergedProfileIdsCount() > 0;
    return changed && event.hasAnchor()
        ? Optional.of(
            new Change.Updated(
                profileId(event.getProfileId()),
                event.getIdentifiersAddedList().stream()
                    .map(added -> Identifier.of(added.getType(), added.getValue()))
                    .toList(),
                event.getMergedProfileIdsList().stream().map(ChangeReader::profileId).toList()))
        : Optional.empty();
  }

  private static ProfileId profileId(String text) {
    return new ProfileId(UUID.fromString(text));
  }
}
