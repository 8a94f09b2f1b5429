package dev.tributary.identity.grpc;

import static dev.tributary.identity.Bus.event;
import static dev.tributary.identity.grpc.ProfileCalls.byId;
import static dev.tributary.identity.grpc.ProfileCalls.byIdentifier;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.Bus;
import dev.tributary.identity.domain.watch.Watchers;
import dev.tributary.identity.grpc.ProfileCalls.Watched;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.GetProfileRequest;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Profile;
import dev.tributary.proto.v1.ProfileChanged;
import dev.tributary.proto.v1.Trait;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class WatchProfilesTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** A hundred of these waits follow upon each other. */
  private static final Duration OFTEN = Duration.ofMillis(10);

  @Inject Migrations migrations;
  @Inject Watchers watchers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private final String user = "u" + run;
  private final String device = "a" + run;
  private Bus bus;
  private ProfileCalls calls;

  @BeforeEach
  void connect() {
    migrations.await(Duration.ofMinutes(1));
    bus = new Bus(servers);
    calls = new ProfileCalls();
  }

  @AfterEach
  void disconnect() {
    calls.close();
    bus.close();
    await().atMost(SOON).until(() -> watchers.count() == 0);
  }

  @Test
  void tellsOfSomebodyFromTheirFirstEventOn() {
    // Given
    var watched = open(byIdentifier("user_id", user));
    assertThat(watched.messages()).containsExactly(ProfileChanged.getDefaultInstance());

    // When
    accept(identify("m1", "free").setUserId(user));
    accept(identify("other", "free").setUserId("other" + run));
    accept(identify("m2", "pro").setUserId(user).setTimestampMillis(1_767_225_600_500L));

    // Then
    await().atMost(SOON).until(() -> plan(last(watched)).equals("\"pro\""));
    assertThat(watched.messages().stream().skip(1).map(WatchProfilesTest::users))
        .isNotEmpty()
        .allMatch(List.of(user)::equals);
  }

  @Test
  void followsAProfileThroughAMergeAndTellsWhatItTookIn() {
    // Given
    accept(identify("m1", "free").setAnonymousId(device));
    accept(identify("m2", "pro").setUserId(user).setReceivedAtMillis(1_767_225_602_000L));
    var young = id(byIdentifier("user_id", user));
    var old = id(byIdentifier("anonymous_id", device));
    var byVanishedId = open(byId(young));
    var byOther = open(byIdentifier("anonymous_id", device));

    // When: received last, so that it makes nobody older
    accept(
        track("m3").setUserId(user).setAnonymousId(device).setReceivedAtMillis(1_767_225_603_000L));

    // Then
    for (var watched : List.of(byVanishedId, byOther)) {
      await()
          .atMost(SOON)
          .until(() ->
              watched.messages().stream()
                  .anyMatch(each -> each.getMergedProfileIdsList().equals(List.of(young))));
      // The event's own record may have been told since, with nothing merged any more.
      assertThat(last(watched).getProfile().getProfileId()).isEqualTo(old);
      assertThat(last(watched).getProfile().getIdentifiersList()).hasSize(2);
    }

    // When
    accept(identify("m4", "max").setUserId(user).setTimestampMillis(1_767_225_609_000L));

    // Then
    await().atMost(SOON).until(() -> plan(last(byVanishedId)).equals("\"max\""));
  }

  @Test
  void followsWhatWasWatchedOutOfAProfileThatIsTakenApart() {
    // Given
    accept(track("m1").setUserId(user).setAnonymousId(device));
    var watched = open(byIdentifier("user_id", user));

    // When
    given()
        .auth()
        .oauth2("test-admin")
        .contentType(ContentType.JSON)
        .body(
            """
            {"link":[{"type":"user_id","value":"%s"},{"type":"anonymous_id","value":"%s"}]}
            """
                .formatted(user, device))
        .post("/api/v1/cuts")
        .then()
        .statusCode(201);

    // Then
    await().atMost(SOON).until(() -> watched.messages().size() > 1);
    assertThat(last(watched).getProfile().getIdentifiersList())
        .extracting(Identifier::getValue)
        .containsExactly(user);
  }

  @Test
  void tellsOfEverybodyWhereNobodyIsNamed() {
    // Given
    var watched = open();

    // When
    accept(identify("m1", "free").setUserId(user));
    accept(identify("m2", "free").setUserId("other" + run));

    // Then
    await()
        .atMost(SOON)
        .until(() ->
            watched.messages().stream()
                .map(WatchProfilesTest::users)
                .toList()
                .containsAll(List.of(List.of(user), List.of("other" + run))));
  }

  @Test
  void aSlowReaderGetsTheNewestStateAndNotEachInBetween() {
    // Given
    var watched = calls.watch(1, byIdentifier("user_id", user));
    await().atMost(SOON).until(() -> watched.messages().size() == 1);

    // When: far more than the windows of HTTP/2 hold
    int changes = 60;
    for (int i = 1; i <= changes; i++) {
      var plan = i + "x".repeat(20_000);
      accept(identify("m" + i, plan).setUserId(user).setTimestampMillis(1_767_225_600_000L + i));
    }
    watched.request(1_000);

    // Then
    await().atMost(SOON).until(() -> plan(last(watched)).startsWith("\"" + changes + "x"));
    assertThat(watched.messages()).hasSizeLessThan(changes);
  }

  @Test
  void refusesWhatCannotBeWatched() {
    for (var member : List.of("g1", "g2")) {
      accept(
          event(EventType.EVENT_TYPE_GROUP, member + run, "{}")
              .setUserId(member + run)
              .setGroupId("group" + run));
    }
    var many = new GetProfileRequest[1_001];
    Arrays.fill(many, byIdentifier("user_id", user));

    refused(Status.Code.FAILED_PRECONDITION, byIdentifier("group_id", "group" + run));
    refused(Status.Code.INVALID_ARGUMENT, byId("x"));
    refused(Status.Code.INVALID_ARGUMENT, GetProfileRequest.getDefaultInstance());
    refused(Status.Code.INVALID_ARGUMENT, many);
  }

  @Test
  void refusesTheOneThatIsTooManyUntilAnotherLeaves() {
    // Given
    var first = open(byIdentifier("user_id", user));
    for (int i = 1; i < 100; i++) {
      open(byIdentifier("user_id", user));
    }

    // When
    refused(Status.Code.RESOURCE_EXHAUSTED, byIdentifier("user_id", user));
    first.cancel();

    // Then
    await().atMost(SOON).until(() -> watchers.count() == 99);
    open(byIdentifier("user_id", user));
  }

  private void refused(Status.Code code, GetProfileRequest... requests) {
    var watched = calls.watch(requests);
    await().atMost(SOON).until(() -> watched.ended() == code);
    assertThat(watched.messages()).isEmpty();
  }

  private Watched open(GetProfileRequest... requests) {
    var watched = calls.watch(requests);
    await().pollInterval(OFTEN).atMost(SOON).until(() -> !watched.messages().isEmpty());
    return watched;
  }

  private String id(GetProfileRequest request) {
    return calls.as("test-viewer").getProfile(request).getProfileId();
  }

  private static ProfileChanged last(Watched watched) {
    return watched.messages().getLast();
  }

  private static String plan(ProfileChanged message) {
    return message.getProfile().getTraitsList().stream()
        .filter(trait -> trait.getName().equals("plan"))
        .map(Trait::getValue)
        .map(value -> value.toStringUtf8())
        .findFirst()
        .orElse("");
  }

  private static List<String> users(ProfileChanged message) {
    Profile profile = message.getProfile();
    return profile.getIdentifiersList().stream().map(Identifier::getValue).toList();
  }

  private Event.Builder identify(String messageId, String plan) {
    return event(
        EventType.EVENT_TYPE_IDENTIFY, messageId + run, "{\"traits\":{\"plan\":\"" + plan + "\"}}");
  }

  private Event.Builder track(String messageId) {
    return event(EventType.EVENT_TYPE_TRACK, messageId + run, "{}");
  }

  private void accept(Event.Builder builder) {
    var event = builder.build();
    bus.accept(event);
    await()
        .pollInterval(OFTEN)
        .atMost(Duration.ofMinutes(1))
        .until(() -> !bus.resolved(event.getMessageId()::equals).isEmpty());
  }
}
