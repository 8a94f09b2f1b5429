package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.statusOf;
import static dev.tributary.audience.messaging.Wire.event;
import static dev.tributary.audience.messaging.Wire.merged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.ComputedTraitValue;
import dev.tributary.proto.v1.CustomTraitValue;
import dev.tributary.proto.v1.DefinitionStatus.State;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.ExplainMembershipRequest;
import dev.tributary.proto.v1.GetAudienceStatusRequest;
import dev.tributary.proto.v1.GetComputedTraitStatusRequest;
import dev.tributary.proto.v1.GetGrowthRequest;
import dev.tributary.proto.v1.GetMembershipsRequest;
import dev.tributary.proto.v1.GetOverlapRequest;
import dev.tributary.proto.v1.GetTraitsRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ListEventsRequest;
import dev.tributary.proto.v1.ListMembersRequest;
import dev.tributary.proto.v1.LookUpMembersRequest;
import dev.tributary.proto.v1.LookedUpMember;
import dev.tributary.proto.v1.MembershipExplanation;
import dev.tributary.proto.v1.MembershipsGrpc;
import dev.tributary.proto.v1.MembershipsGrpc.MembershipsBlockingStub;
import dev.tributary.proto.v1.TimelineGrpc;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other services may ask by gRPC: the facts that REST tells, by id and by identifier. */
@QuarkusTest
@TestProfile(FakeIdentity.Reachable.class)
@WithTestResource(EmbeddedServers.class)
class MembershipsGrpcTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI address;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String profile = "called-" + run;
  private final Identifier user =
      Identifier.newBuilder().setType("user_id").setValue("u-" + run).build();
  private final Identifier nobody =
      Identifier.newBuilder().setType("user_id").setValue("nobody-" + run).build();
  private Bus bus;
  private FakeIdentity identity;
  private ManagedChannel channel;
  private MembershipsBlockingStub memberships;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
    identity = new FakeIdentity().owning(profile, "user_id", user.getValue());
    channel =
        ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
            .usePlaintext()
            .build();
    memberships = MembershipsGrpc.newBlockingStub(channel).withInterceptors(viewer());
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    identity.close();
    bus.close();
  }

  @Test
  void answersByIdentifierMembershipsTraitsReasonsAndEvents() {
    // Given
    var audience = "called_" + run;
    define(
        "audiences",
        audience,
        "{who: {all: [{event: Call %s, count: {atLeast: 2}}, {any: [{trait: plan, equals: pro},"
                .formatted(run)
            + " {trait: plan, equals: gold}]}, {not: {trait: banned, exists: true}}]}}");
    define("computed-traits", "calls_" + run, "{count: {event: Call " + run + "}}");
    long now = System.currentTimeMillis();
    bus.send(profile, event("Call " + run, now - 2).identifiedBy("user_id", user.getValue()));
    bus.send(profile, event("Call " + run, now - 1).setting("plan", "\"pro\""));
    bus.membership(profile, audience);
    await().atMost(PATIENCE).until(() -> traits().size() == 1);

    // When
    var concluded =
        memberships.getMemberships(GetMembershipsRequest.newBuilder().setIdentifier(user).build());
    var traits = memberships.getTraits(GetTraitsRequest.newBuilder().setIdentifier(user).build());
    var why =
        memberships.explainMembership(
            ExplainMembershipRequest.newBuilder()
                .setIdentifier(user)
                .setAudience(audience)
                .build());
    var events =
        TimelineGrpc.newBlockingStub(channel)
            .withInterceptors(viewer())
            .listEvents(ListEventsRequest.newBuilder().setIdentifier(user).build());

    // Then
    assertThat(concluded.getProfileId()).isEqualTo(profile);
    assertThat(concluded.getAudiencesList()).contains(audience);
    assertThat(traits.getProfileId()).isEqualTo(profile);
    assertThat(traits.getComputedList())
        .filteredOn(trait -> trait.getName().equals("calls_" + run))
        .extracting(trait -> trait.getValue().toStringUtf8())
        .containsExactly("2");
    assertThat(traits.getCustomList())
        .extracting(CustomTraitValue::getName, trait -> trait.getValue().toStringUtf8())
        .containsExactly(tuple("plan", "\"pro\""));
    explains(why, audience, now);
    assertThat(events.getEventsList())
        .extracting(Event::getTimestampMillis)
        .containsExactly(now - 1, now - 2);
  }

  private void explains(MembershipExplanation answer, String audience, long now) {
    assertThat(answer.getProfileId()).isEqualTo(profile);
    assertThat(answer.getAudience()).isEqualTo(audience);
    assertThat(answer.getMember()).isTrue();
    assertThat(answer.getSinceMillis()).isGreaterThanOrEqualTo(now - 2);
    assertThat(answer.getLinked()).isFalse();
    assertThat(answer.getLeftOut()).isFalse();
    assertThat(answer.getWhy().getHolds()).isTrue();
    var all = answer.getWhy().getAll().getReasonsList();
    assertThat(all).hasSize(3);
    assertThat(all.get(0).getSingle().toStringUtf8()).contains("Call " + run, "\"atLeast\":2");
    assertThat(all.get(0).getValue().toStringUtf8()).isEqualTo("2");
    var any = all.get(1).getAny().getReasonsList();
    assertThat(any).extracting(reason -> reason.getHolds()).containsExactly(true, false);
    assertThat(any.get(1).getSingle().toStringUtf8())
        .isEqualTo("{\"trait\":\"plan\",\"equals\":\"gold\"}");
    assertThat(all.get(2).getHolds()).isTrue();
    assertThat(all.get(2).getNot().getHolds()).isFalse();
    assertThat(all.get(2).getNot().getValue().isEmpty()).isTrue();
  }

  @Test
  void tellsOverlapMembersWithTheirIdentifiersAndStatus() {
    // Given
    var both = "both_" + run;
    var one = "one_" + run;
    define("audiences", both, "{who: {event: Hello " + run + "}}");
    define("audiences", one, "{who: {event: Bye " + run + "}}");
    define("computed-traits", "hellos_" + run, "{count: {event: Hello " + run + "}}");
    long now = System.currentTimeMillis();
    bus.send("a-" + run, event("Hello " + run, now).identifiedBy("user_id", "a"));
    bus.send("b-" + run, event("Hello " + run, now).identifiedBy("user_id", "b"));
    bus.send("b-" + run, event("Bye " + run, now).identifiedBy("email", "b@x.org"));
    bus.membership("a-" + run, both);
    bus.membership("b-" + run, both);
    bus.membership("b-" + run, one);

    // When
    var overlap =
        memberships.getOverlap(
            GetOverlapRequest.newBuilder().setAudience(both).setWith(one).build());
    var ids = memberships.listMembers(ListMembersRequest.newBuilder().setAudience(both).build());
    var members =
        memberships.listMembers(
            ListMembersRequest.newBuilder().setAudience(both).setWithIdentifiers(true).build());
    var status =
        memberships.getAudienceStatus(
            GetAudienceStatusRequest.newBuilder().setAudience(both).build());
    var ofTrait =
        memberships.getComputedTraitStatus(
            GetComputedTraitStatusRequest.newBuilder().setComputedTrait("hellos_" + run).build());

    // Then
    assertThat(overlap.getAudience()).isEqualTo(both);
    assertThat(overlap.getWith()).isEqualTo(one);
    assertThat(List.of(overlap.getMembers(), overlap.getMembersOfIt(), overlap.getBoth()))
        .containsExactly(2L, 1L, 1L);
    assertThat(ids.getMembersCount()).isZero();
    assertThat(members.getProfileIdsList()).containsExactly("a-" + run, "b-" + run);
    assertThat(members.getMembers(1).getProfileId()).isEqualTo("b-" + run);
    assertThat(members.getMembers(1).getSinceMillis()).isGreaterThanOrEqualTo(now);
    assertThat(members.getMembers(1).getIdentifiersList())
        .extracting(Identifier::getValue)
        .containsExactlyInAnyOrder("b", "b@x.org");
    assertThat(status.getName()).isEqualTo(both);
    assertThat(status.getState()).isEqualTo(State.STATE_LIVE);
    assertThat(status.getVersion()).isEqualTo(1);
    assertThat(status.getServingVersion()).isEqualTo(1);
    assertThat(status.getMembers()).isEqualTo(2);
    assertThat(status.getExactAtCount()).isEqualTo(exactAtByRest(both));
    assertThat(status.getStateBytes()).isPositive();
    assertThat(ofTrait.getState()).isEqualTo(State.STATE_LIVE);
    assertThat(ofTrait.hasMembers()).isFalse();
  }

  @Test
  void looksUpMembersWithAllThatIsKnownOfThemInTheOrderAsked() {
    // Given
    var audience = "looked_" + run;
    define("audiences", audience, "{who: {event: Look " + run + "}}");
    define("computed-traits", "looks_" + run, "{count: {event: Look " + run + "}}");
    long now = System.currentTimeMillis();
    bus.send("a-" + run, event("Look " + run, now).identifiedBy("user_id", "a"));
    bus.send("b-" + run, event("Other " + run, now).setting("plan", "\"pro\""));
    bus.membership("a-" + run, audience);
    bus.send("a-" + run, event("Other " + run, now).identifiedBy("email", "a@x.org"));
    var identified = bus.identified("a-" + run, audience);
    bus.sendMerge("gone-" + run, merged("gone-" + run, "a-" + run));
    var request =
        LookUpMembersRequest.newBuilder()
            .setAudience(audience)
            .addProfileIds("nobody-" + run)
            .addProfileIds("gone-" + run)
            .addProfileIds("b-" + run)
            .addProfileIds("a-" + run)
            .build();
    await()
        .atMost(PATIENCE)
        .until(() -> memberships.lookUpMembers(request).getMembers(1).getMember());

    // When
    var members = memberships.lookUpMembers(request).getMembersList();

    // Then
    assertThat(identified.getVersion()).isEqualTo(2);
    assertThat(identified.getIdentified().getGainedList())
        .extracting(Identifier::getValue)
        .containsExactly("a@x.org");
    assertThat(members).hasSize(4);
    assertThat(members.get(0))
        .isEqualTo(LookedUpMember.newBuilder().setProfileId("nobody-" + run).build());
    assertThat(members.get(1)).isEqualTo(members.get(3));
    assertThat(members.get(2).getProfileId()).isEqualTo("b-" + run);
    assertThat(members.get(2).getMember()).isFalse();
    assertThat(members.get(2).getSinceMillis()).isZero();
    assertThat(members.get(2).getIdentifiersCount()).isEqualTo(1);
    assertThat(members.get(2).getCustomList())
        .extracting(CustomTraitValue::getName, trait -> trait.getValue().toStringUtf8())
        .containsExactly(tuple("plan", "\"pro\""));
    assertThat(members.get(3).getProfileId()).isEqualTo("a-" + run);
    assertThat(members.get(3).getMember()).isTrue();
    assertThat(members.get(3).getSinceMillis()).isGreaterThanOrEqualTo(now);
    assertThat(members.get(3).getIdentifiersList())
        .extracting(Identifier::getValue)
        .containsExactlyInAnyOrder("a", "a@x.org");
    assertThat(members.get(3).getComputedList())
        .filteredOn(trait -> trait.getName().equals("looks_" + run))
        .extracting(trait -> trait.getValue().toStringUtf8())
        .containsExactly("1");
  }

  @Test
  void refusesALookUpThatNamesNoAudienceNobodyOrTooMany() {
    var audience = "sought_" + run;
    define("audiences", audience, "{who: {event: Nothing " + run + "}}");
    var most = LookUpMembersRequest.newBuilder().setAudience(audience);
    IntStream.range(0, 1_000).forEach(n -> most.addProfileIds("p" + n + "-" + run));
    var ofNone = LookUpMembersRequest.newBuilder().setAudience("no-such").addProfileIds(profile);
    var unnamed = LookUpMembersRequest.newBuilder().addProfileIds(profile).build();
    var empty = LookUpMembersRequest.newBuilder().setAudience(audience);

    assertThat(memberships.lookUpMembers(most.build()).getMembersCount()).isEqualTo(1_000);
    assertThat(memberships.lookUpMembers(empty.build()).getMembersCount()).isZero();
    most.addProfileIds(profile);
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.lookUpMembers(most.build()));
    empty.addProfileIds(profile).addProfileIds("");
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.lookUpMembers(empty.build()));
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.lookUpMembers(unnamed));
    refused(Status.Code.NOT_FOUND, stub -> stub.lookUpMembers(ofNone.build()));
    memberships = MembershipsGrpc.newBlockingStub(channel);
    refused(Status.Code.UNAUTHENTICATED, stub -> stub.lookUpMembers(unnamed));
  }

  @Test
  void tellsHowAnAudienceGrew() {
    var audience = "grew_" + run;
    define("audiences", audience, "{who: {event: Grow " + run + "}}");
    bus.send(profile, event("Grow " + run, System.currentTimeMillis()).identifiedBy("a", "b"));
    bus.membership(profile, audience);

    var byDay = memberships.getGrowth(GetGrowthRequest.newBuilder().setAudience(audience).build());
    var byHour =
        memberships.getGrowth(
            GetGrowthRequest.newBuilder()
                .setAudience(audience)
                .setStep(GetGrowthRequest.Step.STEP_HOUR)
                .setLimit(2)
                .build());

    assertThat(byDay.getSizesCount()).isEqualTo(31);
    assertThat(byHour.getSizesList()).hasSize(3);
    assertThat(byHour.getSizes(0).getMembers()).isZero();
    assertThat(byHour.getSizes(2).getMembers()).isEqualTo(1);
    assertThat(byHour.getSizes(1).getAtMillis() - byHour.getSizes(0).getAtMillis())
        .isEqualTo(Duration.ofHours(1).toMillis());
    var tooMany = GetGrowthRequest.newBuilder().setAudience(audience).setLimit(401).build();
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.getGrowth(tooMany));
    var ofNone = GetGrowthRequest.newBuilder().setAudience("no-such").build();
    refused(Status.Code.NOT_FOUND, stub -> stub.getGrowth(ofNone));
  }

  @Test
  void refusesWhatCannotBeAskedOrFound() {
    var audience = "there_" + run;
    define("audiences", audience, "{who: {event: Nothing " + run + "}}");
    identity.sharing("group_id", "acme");
    var shared = Identifier.newBuilder().setType("group_id").setValue("acme").build();
    var why = ExplainMembershipRequest.newBuilder().setProfileId(profile);
    var blank = Identifier.newBuilder().setType("user_id").build();

    refused(Status.Code.NOT_FOUND, stub -> stub.getTraits(traitsOf(nobody)));
    refused(Status.Code.FAILED_PRECONDITION, stub -> stub.getTraits(traitsOf(shared)));
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.getTraits(traitsOf(blank)));
    refused(
        Status.Code.INVALID_ARGUMENT,
        stub -> stub.getTraits(GetTraitsRequest.getDefaultInstance()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        stub -> stub.getMemberships(GetMembershipsRequest.getDefaultInstance()));
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.explainMembership(why.build()));
    why.setAudience("no-such");
    refused(Status.Code.NOT_FOUND, stub -> stub.explainMembership(why.build()));
    var overlap = GetOverlapRequest.newBuilder().setAudience(audience);
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.getOverlap(overlap.build()));
    overlap.setWith("no-such");
    refused(Status.Code.NOT_FOUND, stub -> stub.getOverlap(overlap.build()));
    var status = GetAudienceStatusRequest.newBuilder();
    refused(Status.Code.INVALID_ARGUMENT, stub -> stub.getAudienceStatus(status.build()));
    status.setAudience("no-such");
    refused(Status.Code.NOT_FOUND, stub -> stub.getAudienceStatus(status.build()));
    var ofTrait = GetComputedTraitStatusRequest.newBuilder().setComputedTrait("no-such").build();
    refused(Status.Code.NOT_FOUND, stub -> stub.getComputedTraitStatus(ofTrait));
    memberships = MembershipsGrpc.newBlockingStub(channel);
    refused(Status.Code.UNAUTHENTICATED, stub -> stub.getTraits(traitsOf(user)));
  }

  @Test
  void isUnavailableByIdentifierWhileIdentityIsAway() {
    identity.fallSilent();

    refused(Status.Code.UNAVAILABLE, stub -> stub.getTraits(traitsOf(user)));

    var byId = GetTraitsRequest.newBuilder().setProfileId(profile).build();
    assertThat(memberships.getTraits(byId).getProfileId()).isEqualTo(profile);
  }

  private void refused(Status.Code code, Consumer<MembershipsBlockingStub> question) {
    assertThatThrownBy(() -> question.accept(memberships))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  private List<ComputedTraitValue> traits() {
    var request = GetTraitsRequest.newBuilder().setProfileId(profile).build();
    return memberships.getTraits(request).getComputedList().stream()
        .filter(trait -> trait.getValue().toStringUtf8().equals("2"))
        .toList();
  }

  private static int exactAtByRest(String audience) {
    return statusOf("audiences", audience).getMap("exactAt").size();
  }

  private static GetTraitsRequest traitsOf(Identifier identifier) {
    return GetTraitsRequest.newBuilder().setIdentifier(identifier).build();
  }

  private static ClientInterceptor viewer() {
    var metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer test-viewer");
    return MetadataUtils.newAttachHeadersInterceptor(metadata);
  }
}
