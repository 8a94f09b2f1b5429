package dev.tributary.audience.grpc;

import dev.tributary.audience.domain.query.Growth;
import dev.tributary.audience.domain.query.GrowthQueries;
import dev.tributary.audience.domain.query.MembershipQueries;
import dev.tributary.audience.domain.query.StatusQueries;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.identity.ProfileIds;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.platform.problems.ProblemType;
import dev.tributary.platform.problems.Refusal;
import dev.tributary.proto.v1.AudienceGrowth;
import dev.tributary.proto.v1.AudienceOverlap;
import dev.tributary.proto.v1.AudienceSize;
import dev.tributary.proto.v1.DefinitionStatus;
import dev.tributary.proto.v1.EntityTraits;
import dev.tributary.proto.v1.ExplainMembershipRequest;
import dev.tributary.proto.v1.GetAudienceSizeRequest;
import dev.tributary.proto.v1.GetAudienceStatusRequest;
import dev.tributary.proto.v1.GetComputedTraitStatusRequest;
import dev.tributary.proto.v1.GetEntityTraitsRequest;
import dev.tributary.proto.v1.GetGrowthRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.GetOverlapRequest;
import dev.tributary.proto.v1.GetTraitsRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.LookUpMembersRequest;
import dev.tributary.proto.v1.LookedUpMembers;
import dev.tributary.proto.v1.MemberPage;
import dev.tributary.proto.v1.MembershipExplanation;
import dev.tributary.proto.v1.Memberships;
import dev.tributary.proto.v1.ProfileMemberships;
import dev.tributary.proto.v1.ProfileTraits;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Answers other services what is concluded about a profile, and who is in an audience. */
@GrpcService
class MembershipsService implements Memberships {

  private static final int MOST_MEMBERS = 1_000;
  private static final int USUAL_MEMBERS = 100;

  private final MembershipQueries queries;
  private final StatusQueries statuses;
  private final GrowthQueries growths;
  private final ProfileIds ids;
  private final GrpcAnswers answers;

  MembershipsService(
      MembershipQueries queries,
      StatusQueries statuses,
      GrowthQueries growths,
      ProfileIds ids,
      GrpcAnswers answers) {
    this.queries = queries;
    this.statuses = statuses;
    this.growths = growths;
    this.ids = ids;
    this.answers = answers;
  }

  @Override
  public Uni<ProfileMemberships> getMemberships(GetMembershipsRequest request) {
    return answers.by(() ->
        MembershipMessages.toWire(
            queries.of(
                id(request.hasIdentifier(), request.getIdentifier(), request.getProfileId()))));
  }

  @Override
  public Uni<ProfileTraits> getTraits(GetTraitsRequest request) {
    return answers.by(() ->
        MembershipMessages.toWire(
            queries.traits(
                id(request.hasIdentifier(), request.getIdentifier(), request.getProfileId()))));
  }

  @Override
  public Uni<EntityTraits> getEntityTraits(GetEntityTraitsRequest request) {
    return answers.by(() ->
        MembershipMessages.toWire(
            queries.traitsOf(
                new Entity(
                    Requested.text("entity", request.getEntity()),
                    Requested.text("entity_id", request.getEntityId())))));
  }

  @Override
  public Uni<MembershipExplanation> explainMembership(ExplainMembershipRequest request) {
    return answers.by(() -> explanation(request));
  }

  @Override
  public Uni<AudienceSize> getAudienceSize(GetAudienceSizeRequest request) {
    return answers.by(() -> size(request));
  }

  @Override
  public Uni<AudienceOverlap> getOverlap(GetOverlapRequest request) {
    return answers.by(() -> overlap(given("audience", request.getAudience()), request.getWith()));
  }

  @Override
  public Uni<AudienceGrowth> getGrowth(GetGrowthRequest request) {
    return answers.by(() -> growth(request));
  }

  @Override
  public Uni<MemberPage> listMembers(ListMembersRequest request) {
    return answers.by(() -> members(request));
  }

  @Override
  public Uni<LookedUpMembers> lookUpMembers(LookUpMembersRequest request) {
    return answers.by(() -> lookUp(given("audience", request.getAudience()), request));
  }

  @Override
  public Uni<DefinitionStatus> getAudienceStatus(GetAudienceStatusRequest request) {
    return answers.by(() -> ofAudience(given("audience", request.getAudience())));
  }

  @Override
  public Uni<DefinitionStatus> getComputedTraitStatus(GetComputedTraitStatusRequest request) {
    return answers.by(() -> ofComputedTrait(given("computed_trait", request.getComputedTrait())));
  }

  private MembershipExplanation explanation(ExplainMembershipRequest request) {
    var audience = given("audience", request.getAudience());
    var profile = id(request.hasIdentifier(), request.getIdentifier(), request.getProfileId());
    return queries
        .why(profile, audience)
        .map(MembershipMessages::toWire)
        .orElseThrow(() -> noAudience(audience));
  }

  private AudienceSize size(GetAudienceSizeRequest request) {
    var audience = request.getAudience();
    long members = queries.size(audience).orElseThrow(() -> noAudience(audience));
    return AudienceSize.newBuilder().setAudience(audience).setMembers(members).build();
  }

  private AudienceOverlap overlap(String audience, String with) {
    return queries
        .overlap(audience, given("with", with))
        .map(overlap -> MembershipMessages.toWire(audience, with, overlap))
        .orElseThrow(() -> noAudience(queries.size(audience).isPresent() ? with : audience));
  }

  private AudienceGrowth growth(GetGrowthRequest request) {
    var step =
        switch (request.getStep()) {
          case STEP_HOUR -> Growth.Step.HOUR;
          case STEP_DAY, STEP_UNSPECIFIED -> Growth.Step.DAY;
          case UNRECOGNIZED -> throw new InvalidValue("step", "neither an hour nor a day");
        };
    int limit = request.getLimit() == 0 ? Growth.USUAL_STEPS : request.getLimit();
    if (limit < 1 || limit > step.most()) {
      throw new InvalidValue("limit", "not between 1 and " + step.most());
    }
    var audience = given("audience", request.getAudience());
    return growths
        .growth(audience, step, limit)
        .map(points -> MembershipMessages.toWire(audience, points))
        .orElseThrow(() -> noAudience(audience));
  }

  private MemberPage members(ListMembersRequest request) {
    int limit = request.getLimit() == 0 ? USUAL_MEMBERS : request.getLimit();
    if (limit < 1 || limit > MOST_MEMBERS) {
      throw new InvalidValue("limit", "not between 1 and " + MOST_MEMBERS);
    }
    var audience = request.getAudience();
    return queries
        .members(audience, limit, request.getCursor())
        .map(page -> MembershipMessages.toWire(page, request.getWithIdentifiers()))
        .orElseThrow(() -> noAudience(audience));
  }

  private LookedUpMembers lookUp(String audience, LookUpMembersRequest request) {
    var profileIds = List.copyOf(request.getProfileIdsList());
    if (profileIds.size() > MOST_MEMBERS) {
      throw new InvalidValue("profile_ids", "more than " + MOST_MEMBERS);
    }
    profileIds.forEach(id -> Requested.text("profile_ids", id));
    return queries
        .lookUp(audience, profileIds)
        .map(MembershipMessages::lookedUp)
        .orElseThrow(() -> noAudience(audience));
  }

  private DefinitionStatus ofAudience(String name) {
    return statuses
        .ofAudience(name)
        .map(status -> MembershipMessages.toWire(name, status))
        .orElseThrow(() -> noAudience(name));
  }

  private DefinitionStatus ofComputedTrait(String name) {
    return statuses
        .ofComputedTrait(name)
        .map(status -> MembershipMessages.toWire(name, status))
        .orElseThrow(() -> noSuch("computed trait", name));
  }

  private String id(boolean byIdentifier, Identifier identifier, String profileId) {
    return ids.of(Requested.profile(byIdentifier, identifier, profileId));
  }

  private static String given(String field, String value) {
    if (value.isEmpty()) {
      throw new InvalidValue(field, "missing");
    }
    return value;
  }

  private static Refusal noAudience(String name) {
    return noSuch("audience", name);
  }

  private static Refusal noSuch(String kind, String name) {
    return new Refusal(
        ProblemType.NOT_FOUND, "No " + kind + " of the name " + name + " is defined");
  }
}
