package dev.tributary.router.messaging;

import com.google.protobuf.ByteString;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.AudienceMembership;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Redelivery;
import dev.tributary.proto.v1.SourceRecord;
import dev.tributary.router.domain.destination.ListRule;
import dev.tributary.router.domain.list.Member;
import dev.tributary.router.domain.payload.Identity;
import java.time.Instant;

/** Hints that no change gives: that a list is to be told of somebody, however they stand then. */
final class MemberHints {

  /** Stands for the place in {@code changes}, where no such record is. */
  static final long NOWHERE = -1;

  private final String destination;
  private final ListRule list;
  private final String cause;
  private final Instant now;

  /**
   * Hints for one list.
   *
   * @param cause tells this hint of somebody from others; a replay's id, for instance
   */
  MemberHints(String destination, ListRule list, String cause, Instant now) {
    this.destination = destination;
    this.list = list;
    this.cause = cause;
    this.now = now;
  }

  /** Of a profile. */
  Redelivery of(String profileId) {
    return hint(profileId, change().setProfileId(profileId).build());
  }

  /** Of whoever has an identifier. */
  Redelivery of(Member.Name name) {
    var identifier = Identifier.newBuilder().setType(name.type()).setValue(name.value());
    return hint("", change().addIdentifiers(identifier).build());
  }

  private Change.Builder change() {
    return Change.newBuilder()
        .setDefinition(list.audience())
        .setMembership(AudienceMembership.newBuilder().setMember(true))
        .setAtMillis(now.toEpochMilli());
  }

  private Redelivery hint(String profileId, Change change) {
    var value = ByteString.copyFrom(change.toByteArray());
    var key = Identity.ofValue(destination, cause, value.toStringUtf8());
    return Redelivery.newBuilder()
        .setDestination(destination)
        .setSource(
            SourceRecord.newBuilder()
                .setTopic(Topic.CHANGES.topicName())
                .setOffset(NOWHERE)
                .setKey(profileId)
                .setValue(value))
        .setForm(Parcel.Form.MEMBER.name())
        .setAction(list.add().name())
        .setIdempotencyKey(key)
        .setProfileId(profileId)
        .setDueMillis(now.toEpochMilli())
        .build();
  }
}
