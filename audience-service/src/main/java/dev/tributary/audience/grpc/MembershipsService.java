package dev.tributary.audience.grpc;

import com.google.protobuf.ByteString;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.proto.v1.AudienceSize;
import dev.tributary.proto.v1.ComputedTraitValue;
import dev.tributary.proto.v1.GetAudienceSizeRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.MemberPage;
import dev.tributary.proto.v1.Memberships;
import dev.tributary.proto.v1.ProfileMemberships;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** Answers other services what is concluded about a profile, and who is in an audience. */
@GrpcService
class MembershipsService implements Memberships {

  private static final int MOST_MEMBERS = 1_000;
  private static final int USUAL_MEMBERS = 100;

  private final MembershipQueries queries;
  private final GrpcAnswers answers;

  MembershipsService(MembershipQueries queries, GrpcAnswers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  @Override
  public Uni<ProfileMemberships> getMemberships(GetMembershipsRequest request) {
    return answers.by(() -> memberships(request));
  }

  @Override
  public Uni<AudienceSize> getAudienceSize(GetAudienceSizeRequest request) {
    return answers.by(() -> size(request));
  }

  @Override
  public Uni<MemberPage> listMembers(ListMembersRequest request) {
    return answers.by(() -> members(request));
  }

  private ProfileMemberships memberships(GetMembershipsRequest request) {
    if (request.getProfileId().isEmpty()) {
      throw new InvalidValue("profile_id", "empty");
    }
    var memberships = queries.of(request.getProfileId());
    var answer =
        ProfileMemberships.newBuilder()
            .setProfileId(memberships.profileId())
            .addAllAudiences(memberships.audiences());
    memberships
        .traits()
        .forEach((name, value) ->
            answer.addTraits(
                ComputedTraitValue.newBuilder()
                    .setName(name)
                    .setValue(ByteString.copyFrom(JsonText.write(value)))));
    return answer.build();
  }

  private AudienceSize size(GetAudienceSizeRequest request) {
    var audience = request.getAudience();
    long members = queries.size(audience).orElseThrow(() -> notDefined(audience));
    return AudienceSize.newBuilder().setAudience(audience).setMembers(members).build();
  }

  private MemberPage members(ListMembersRequest request) {
    int limit = request.getLimit() == 0 ? USUAL_MEMBERS : request.getLimit();
    if (limit < 1 || limit > MOST_MEMBERS) {
      throw new InvalidValue("limit", "not between 1 and " + MOST_MEMBERS);
    }
    var audience = request.getAudience();
    var page =
        queries
            .members(audience, limit, request.getCursor())
            .orElseThrow(() -> notDefined(audience));
    var answer = MemberPage.newBuilder().setNextCursor(page.next());
    page.members().forEach(member -> answer.addProfileIds(member.profileId()));
    return answer.build();
  }

  private static Refusal notDefined(String audience) {
    return new Refusal(
        ProblemType.NOT_FOUND, "No audience of the name " + audience + " is defined");
  }
}
