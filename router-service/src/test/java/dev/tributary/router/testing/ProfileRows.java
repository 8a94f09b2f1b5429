package dev.tributary.router.testing;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ExternalIdMappingUpdate;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.ProfileTraitsUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.proto.v1.TriggeringEvent;

/** Rows of the profile tables as identity tells them, of change 4 unless they are given another. */
public final class ProfileRows {

  private ProfileRows() {}

  /** That a profile is another from now on. */
  public static ProfileUpdate.Builder graph(String id, String profile, String canonical) {
    return row(id)
        .setIdGraph(
            IdGraphUpdate.newBuilder().setProfileId(profile).setCanonicalProfileId(canonical));
  }

  /** That a profile has a user id. */
  public static ProfileUpdate.Builder external(String id, String profile, String userId) {
    return row(id)
        .setExternalIdMapping(
            ExternalIdMappingUpdate.newBuilder()
                .setProfileId(profile)
                .setType("user_id")
                .setValue(userId)
                .setHash("ab12"));
  }

  /** That a profile's plan is this, as JSON; removed where the text is empty. */
  public static ProfileUpdate.Builder trait(String id, String profile, String value) {
    return row(id)
        .setProfileTraits(
            ProfileTraitsUpdate.newBuilder()
                .setProfileId(profile)
                .setName("plan")
                .setValue(ByteString.copyFromUtf8(value)));
  }

  private static ProfileUpdate.Builder row(String id) {
    return ProfileUpdate.newBuilder()
        .setId(id)
        .setSeq(4)
        .setReceivedAtMillis(1_763_899_200_100L)
        .setTimestampMillis(1_763_899_200_000L)
        .setTriggeringEvent(
            TriggeringEvent.newBuilder()
                .setId("m1")
                .setType(EventType.EVENT_TYPE_IDENTIFY)
                .setSource("web")
                .setBirth(Birth.newBuilder().setPartition(1).setOffset(77)));
  }
}
