package dev.tributary.identity.grpc;

import com.google.protobuf.ByteString;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.Trait;
import java.util.UUID;

/** Questions and profiles as {@code Profiles} spells them. */
final class ProfileMessages {

  private ProfileMessages() {}

  /**
   * Reads a question.
   *
   * @throws InvalidValue if it is none
   */
  static Question question(GetProfileRequest request) {
    return switch (request.getByCase()) {
      case IDENTIFIER ->
          new ByIdentifier(
              Identifier.of(request.getIdentifier().getType(), request.getIdentifier().getValue()));
      case PROFILE_ID -> new ById(profileId(request.getProfileId()));
      case BY_NOT_SET -> throw new InvalidValue("by", "missing");
    };
  }

  static Profile toWire(dev.tributary.identity.domain.profile.Profile profile) {
    var wire =
        Profile.newBuilder()
            .setProfileId(profile.id().text())
            .setCreatedAtMillis(profile.first().receivedAt().toEpochMilli())
            .setUpdatedAtMillis(profile.last().receivedAt().toEpochMilli());
    for (var linked : profile.identifiers()) {
      wire.addIdentifiers(DecisionWire.toWire(linked.identifier()));
    }
    for (var trait : profile.traits()) {
      wire.addTraits(
          Trait.newBuilder()
              .setName(trait.name())
              .setValue(ByteString.copyFrom(JsonText.write(trait.value())))
              .setTimestampMillis(trait.time().toEpochMilli())
              .setSource(trait.origin().source()));
    }
    return wire.build();
  }

  private static ProfileId profileId(String text) {
    try {
      return new ProfileId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("profile_id", "not one that Tributary gave");
    }
  }
}
