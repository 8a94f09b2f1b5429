package dev.tributary.audience.grpc;

import com.google.protobuf.ByteString;
import dev.tributary.audience.domain.engine.Why;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.query.Growth;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.StatusQueries.Status;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Spelling;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.AudienceGrowth;
import dev.tributary.proto.v1.AudienceOverlap;
import dev.tributary.proto.v1.ComputedTraitValue;
import dev.tributary.proto.v1.CustomTraitValue;
import dev.tributary.proto.v1.DefinitionStatus;
import dev.tributary.proto.v1.DefinitionStatus.State;
import dev.tributary.proto.v1.EntityTraits;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.LookedUpMember;
import dev.tributary.proto.v1.LookedUpMembers;
import dev.tributary.proto.v1.Member;
import dev.tributary.proto.v1.MemberPage;
import dev.tributary.proto.v1.MembershipExplanation;
import dev.tributary.proto.v1.ProfileMemberships;
import dev.tributary.proto.v1.ProfileTraits;
import dev.tributary.proto.v1.Reason;
import dev.tributary.proto.v1.Reasons;
import dev.tributary.proto.v1.SizeAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers as {@code Memberships} spells them; they hold what REST tells. */
final class MembershipMessages {

  private MembershipMessages() {}

  static ProfileMemberships toWire(MembershipQueries.ProfileMemberships memberships) {
    var wire =
        ProfileMemberships.newBuilder()
            .setProfileId(memberships.profileId())
            .addAllAudiences(memberships.audiences());
    memberships.traits().forEach((name, value) -> wire.addTraits(computed(name, value)));
    return wire.build();
  }

  static ProfileTraits toWire(MembershipQueries.ProfileTraits traits) {
    var wire = ProfileTraits.newBuilder().setProfileId(traits.profileId());
    traits.computed().forEach((name, value) -> wire.addComputed(computed(name, value)));
    traits.custom().forEach((name, value) -> wire.addCustom(custom(name, value)));
    return wire.build();
  }

  static MembershipExplanation toWire(MembershipQueries.ProfileWhy answer) {
    var why = answer.why();
    return MembershipExplanation.newBuilder()
        .setProfileId(answer.profileId())
        .setAudience(why.audience())
        .setMember(why.member())
        .setSinceMillis(why.sinceMillis())
        .setLinked(why.linked())
        .setLeftOut(why.leftOut())
        .setWhy(reason(why.who()))
        .build();
  }

  static AudienceOverlap toWire(String audience, String with, MembershipQueries.Overlap overlap) {
    return AudienceOverlap.newBuilder()
        .setAudience(audience)
        .setMembers(overlap.one())
        .setWith(with)
        .setMembersOfIt(overlap.other())
        .setBoth(overlap.both())
        .build();
  }

  static AudienceGrowth toWire(String audience, List<Growth.Point> points) {
    var wire = AudienceGrowth.newBuilder().setAudience(audience);
    points.forEach(point ->
        wire.addSizes(
            SizeAt.newBuilder().setAtMillis(point.atMillis()).setMembers(point.members())));
    return wire.build();
  }

  static MemberPage toWire(MembershipQueries.MemberPage page, boolean withIdentifiers) {
    var wire = MemberPage.newBuilder().setNextCursor(page.next());
    for (var member : page.members()) {
      wire.addProfileIds(member.profileId());
      if (withIdentifiers) {
        wire.addMembers(member(member));
      }
    }
    return wire.build();
  }

  static LookedUpMembers lookedUp(List<MembershipQueries.LookedUp> answers) {
    var wire = LookedUpMembers.newBuilder();
    answers.forEach(answer -> wire.addMembers(toWire(answer)));
    return wire.build();
  }

  private static LookedUpMember toWire(MembershipQueries.LookedUp answer) {
    var wire =
        LookedUpMember.newBuilder()
            .setProfileId(answer.profileId())
            .setMember(answer.member())
            .setSinceMillis(answer.sinceMillis())
            .addAllIdentifiers(identifiers(answer.identifiers()));
    var traits = answer.traits();
    traits.computed().forEach((name, value) -> wire.addComputed(computed(name, value)));
    traits.custom().forEach((name, value) -> wire.addCustom(custom(name, value)));
    return wire.build();
  }

  static DefinitionStatus toWire(String name, Status status) {
    var wire =
        DefinitionStatus.newBuilder()
            .setName(name)
            .setVersion(status.version())
            .setState(state(status.state()))
            .setHistoryRead(status.read())
            .setHistorySize(status.of())
            .setStateBytes(status.stateBytes())
            .putAllExactAt(status.exactAt());
    status.serving().ifPresent(wire::setServingVersion);
    status.members().ifPresent(wire::setMembers);
    return wire.build();
  }

  /** What joins others holds them in its place; what joins none is spelled as in the definition. */
  private static Reason reason(Why why) {
    var wire = Reason.newBuilder().setHolds(why.holds());
    switch (why.condition()) {
      case Condition.All _ -> wire.setAll(reasons(why.parts()));
      case Condition.Any _ -> wire.setAny(reasons(why.parts()));
      case Condition.Not _ -> wire.setNot(reason(why.parts().getFirst()));
      default -> {
        wire.setSingle(json(Spelling.of(why.condition())));
        if (!(why.value() instanceof Json.Null)) {
          wire.setValue(json(why.value()));
        }
      }
    }
    return wire.build();
  }

  private static Reasons reasons(List<Why> parts) {
    var wire = Reasons.newBuilder();
    parts.forEach(part -> wire.addReasons(reason(part)));
    return wire.build();
  }

  private static Member member(MembershipQueries.Member member) {
    return Member.newBuilder()
        .setProfileId(member.profileId())
        .setSinceMillis(member.sinceMillis())
        .addAllIdentifiers(identifiers(member.identifiers()))
        .build();
  }

  private static List<Identifier> identifiers(Map<String, List<String>> byType) {
    var all = new ArrayList<Identifier>();
    byType.forEach((type, values) ->
        values.forEach(
            value -> all.add(Identifier.newBuilder().setType(type).setValue(value).build())));
    return all;
  }

  private static State state(Plan.State state) {
    return switch (state) {
      case LIVE -> State.STATE_LIVE;
      case COMPUTING -> State.STATE_COMPUTING;
      case WAITING -> State.STATE_WAITING;
      case CANCELLED -> State.STATE_CANCELLED;
    };
  }

  static EntityTraits toWire(Map<String, Json> computed) {
    var wire = EntityTraits.newBuilder();
    computed.forEach((name, value) -> wire.addComputed(computed(name, value)));
    return wire.build();
  }

  private static ComputedTraitValue computed(String name, Json value) {
    return ComputedTraitValue.newBuilder().setName(name).setValue(json(value)).build();
  }

  private static CustomTraitValue custom(String name, Json value) {
    return CustomTraitValue.newBuilder().setName(name).setValue(json(value)).build();
  }

  private static ByteString json(Json value) {
    return ByteString.copyFrom(JsonText.write(value));
  }
}
