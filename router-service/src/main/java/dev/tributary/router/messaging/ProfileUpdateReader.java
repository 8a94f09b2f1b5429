package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.ProfileRule;
import dev.tributary.router.domain.payload.Identity;
import dev.tributary.router.domain.payload.ProfileRow;
import dev.tributary.router.domain.payload.ProfileRow.Cause;
import dev.tributary.router.domain.payload.ProfileRow.Content;
import dev.tributary.router.domain.payload.RowDocument;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Unmatched;
import dev.tributary.router.messaging.Reading.Wanted;
import dev.tributary.router.messaging.RecordReader.Audience;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads {@code profile-updates}: rows of the profile tables. */
final class ProfileUpdateReader implements RecordReader.TopicReader {

  @Override
  public Reading read(byte[] value, long offset, Destination destination)
      throws InvalidProtocolBufferException {
    return switch (destination.profiles()) {
      case ProfileRule.None _ -> new Unmatched();
      case ProfileRule.Rows(var tables) -> {
        var row = row(ProfileUpdate.parseFrom(value));
        yield tables.contains(row.table()) ? wanted(row, destination) : new Unmatched();
      }
    };
  }

  @Override
  public <L> void read(byte[] value, long offset, Interests<L> interests, Audience<L> audience)
      throws InvalidProtocolBufferException {
    var row = row(ProfileUpdate.parseFrom(value));
    interests
        .table(row.table())
        .forEach(wish -> audience.tell(wish, () -> wanted(row, wish.destination())));
  }

  @Override
  public Json.Obj document(byte[] value, Form form) throws InvalidProtocolBufferException {
    return RowDocument.of(row(ProfileUpdate.parseFrom(value)));
  }

  @Override
  public Optional<Birth> birth(byte[] value) throws InvalidProtocolBufferException {
    var event = ProfileUpdate.parseFrom(value).getTriggeringEvent();
    return event.hasBirth() ? Optional.of(event.getBirth()) : Optional.empty();
  }

  private static Reading wanted(ProfileRow row, Destination destination) {
    var key = Identity.ofRow(destination.name(), row.id());
    return new Wanted(
        List.of(new Parcel(Form.ROW, Destination.ROWS, key, row.profileId(), RowDocument.of(row))));
  }

  private static ProfileRow row(ProfileUpdate wire) {
    return switch (wire.getRowCase()) {
      case ID_GRAPH -> {
        var row = wire.getIdGraph();
        var content =
            new Content.Canonical(row.getCanonicalProfileId(), row.getSplitFromProfileId());
        yield row(wire, row.getProfileId(), content);
      }
      case EXTERNAL_ID_MAPPING -> {
        var row = wire.getExternalIdMapping();
        var content = new Content.ExternalId(row.getType(), row.getValue(), row.getHash());
        yield row(wire, row.getProfileId(), content);
      }
      case PROFILE_TRAITS -> {
        var row = wire.getProfileTraits();
        var content = new Content.TraitValue(row.getName(), json(row.getValue()));
        yield row(wire, row.getProfileId(), content);
      }
      case ROW_NOT_SET -> throw new InvalidValue("row", "missing");
    };
  }

  private static ProfileRow row(ProfileUpdate wire, String profileId, Content content) {
    return new ProfileRow(
        wire.getId(),
        profileId,
        content,
        wire.getSeq(),
        Instant.ofEpochMilli(wire.getReceivedAtMillis()),
        Instant.ofEpochMilli(wire.getTimestampMillis()),
        cause(wire));
  }

  private static Cause cause(ProfileUpdate wire) {
    if (!wire.hasTriggeringEvent()) {
      return new Cause.NoEvent();
    }
    var event = wire.getTriggeringEvent();
    return new Cause.Event(
        event.getId(), event.getName(), EventDocument.typeName(event.getType()), event.getSource());
  }

  private static Json json(ByteString text) {
    return text.isEmpty() ? Json.Null.VALUE : JsonText.parse(text.toByteArray());
  }
}
