package dev.tributary.identity.grpc;

import com.google.protobuf.ByteString;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Profiles;
import dev.tributary.identity.domain.profile.Profiles.Found;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.platform.auth.Roles;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.BatchGetProfilesRequest;
import dev.tributary.proto.v1.BatchGetProfilesResponse;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfileChanged;
import dev.tributary.proto.v1.Trait;
import dev.tributary.proto.v1.WatchProfilesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;

/** Tells other services who somebody is. */
@GrpcService
@RolesAllowed(Roles.VIEWER)
class ProfilesService implements dev.tributary.proto.v1.Profiles {

  private final Profiles profiles;

  ProfilesService(Profiles profiles) {
    this.profiles = profiles;
  }

  @Override
  @RunOnVirtualThread
  public Uni<Profile> getProfile(GetProfileRequest request) {
    try {
      return Uni.createFrom().item(answer(find(request)));
    } catch (InvalidValue e) {
      return failed(Status.INVALID_ARGUMENT, e.field() + " is " + e.reason());
    } catch (Unavailable e) {
      return failed(Status.UNAVAILABLE, "Profiles cannot be read for now");
    }
  }

  @Override
  public Uni<BatchGetProfilesResponse> batchGetProfiles(BatchGetProfilesRequest request) {
    return failed(Status.UNIMPLEMENTED, "Not yet");
  }

  @Override
  public Multi<ProfileChanged> watchProfiles(WatchProfilesRequest request) {
    return Multi.createFrom().failure(new StatusRuntimeException(Status.UNIMPLEMENTED));
  }

  private Found find(GetProfileRequest request) {
    return switch (request.getByCase()) {
      case IDENTIFIER ->
          profiles.find(
              Identifier.of(request.getIdentifier().getType(), request.getIdentifier().getValue()));
      case PROFILE_ID -> profiles.find(profileId(request.getProfileId()));
      case BY_NOT_SET -> throw new InvalidValue("by", "missing");
    };
  }

  private static ProfileId profileId(String text) {
    try {
      return new ProfileId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidValue("profile_id", "not one that Tributary gave");
    }
  }

  private static Profile answer(Found found) {
    return switch (found) {
      case Found.One(var profile) -> toWire(profile);
      case Found.Nobody _ ->
          throw Status.NOT_FOUND.withDescription("Nobody has it").asRuntimeException();
      case Found.Several _ ->
          throw Status.FAILED_PRECONDITION
              .withDescription("Several profiles share that identifier")
              .asRuntimeException();
    };
  }

  private static Profile toWire(dev.tributary.identity.domain.profile.Profile profile) {
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

  private static <T> Uni<T> failed(Status status, String reason) {
    return Uni.createFrom().failure(status.withDescription(reason).asRuntimeException());
  }
}
