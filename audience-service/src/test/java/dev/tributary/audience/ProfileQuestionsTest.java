package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.viewer;
import static dev.tributary.audience.messaging.Wire.event;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tributary.platform.testing.EmbeddedServers;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about a profile by REST: by its id, and by an identifier that identity knows. */
@QuarkusTest
@TestProfile(FakeIdentity.Reachable.class)
@WithTestResource(EmbeddedServers.class)
class ProfileQuestionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROFILES = "/api/v1/profiles/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String profile = "asked-" + run;
  private final String user = "u-" + run;
  private Bus bus;
  private FakeIdentity identity;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
    identity = new FakeIdentity().owning(profile, "user_id", user);
  }

  @AfterEach
  void disconnect() {
    bus.close();
    identity.close();
  }

  @Test
  void answersByAnIdentifierWhatItAnswersById() {
    // Given
    var audience = "asked_" + run;
    define("audiences", audience, "{who: {event: Ask " + run + "}}");
    define("computed-traits", "asks_" + run, "{count: {event: Ask " + run + "}}");
    bus.send(
        profile, event("Ask " + run, System.currentTimeMillis()).identifiedBy("user_id", user));
    bus.membership(profile, audience);
    var questions = List.of("/memberships", "/traits", "/timeline", "/why?audience=" + audience);

    for (var question : questions) {
      // When
      var byId = get(profile + question).statusCode(200).extract().asString();
      var byIdentifier = get("user_id:" + user + question).statusCode(200).extract().asString();

      // Then
      assertThat(byIdentifier).as(question).isEqualTo(byId).contains(run);
    }
    assertThat(identity.asked()).hasSize(questions.size());
    assertThat(identity.tokens()).containsOnly("Bearer test-viewer");
  }

  @ParameterizedTest
  @CsvSource({
    "user_id:a:b, user_id, a:b",
    "link:https:%2F%2Fx.org%2Fy%3Fz=1, link, https://x.org/y?z=1",
    "email:jane+news%40x.org, email, jane+news@x.org",
    "user_id:50%25%20%C3%A9, user_id, 50% é"
  })
  void readsTheWholeIdentifierOutOfThePath(String path, String type, String value) {
    identity.owning(profile, type, value);

    for (var question : List.of("memberships", "traits", "timeline")) {
      get(path + "/" + question).statusCode(200);
    }

    assertThat(identity.asked()).hasSize(3);
    assertThat(identity.asked().getFirst().getType()).isEqualTo(type);
    assertThat(identity.asked().getFirst().getValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/memberships", "/traits", "/timeline", "/why?audience=any"})
  void refusesWhoCannotBeFound(String question) {
    identity.sharing("group_id", "acme");

    get("user_id:nobody" + question)
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tributary:problem:not-found"));
    get("group_id:acme" + question)
        .statusCode(409)
        .body("type", equalTo("urn:tributary:problem:conflict"));
    get("user_id:" + question)
        .statusCode(422)
        .body("violations.path", contains("id"))
        .body("detail", containsString("identifier is blank"));
    get(":x" + question).statusCode(422).body("violations.path", contains("id"));
    given().get(PROFILES + profile + question).then().statusCode(401);
    given()
        .header("Authorization", "Bearer somebody")
        .get(PROFILES + profile + question)
        .then()
        .statusCode(401);
  }

  @Test
  void answers503InTimeWhileIdentityIsAwayAndGoesOnOnceItIsBack() {
    // Given
    var byIdentifier = "user_id:" + user + "/memberships";
    identity.fallSilent();

    // When
    long start = System.nanoTime();
    unavailable(byIdentifier);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    identity.close();
    unavailable(byIdentifier);
    get(profile + "/memberships").statusCode(200);
    identity = new FakeIdentity().owning(profile, "user_id", user);
    await().atMost(PATIENCE).untilAsserted(() -> get(byIdentifier).statusCode(200));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAUTHENTICATED", "UNIMPLEMENTED", "INTERNAL", "RESOURCE_EXHAUSTED"})
  void takesAnythingElseThatIdentitySaysForNoAnswer(Status.Code code) {
    identity.answering(code.toStatus());

    unavailable("user_id:" + user + "/traits");
  }

  @Test
  void tellsTheTraitsThatDefinitionsSee() {
    // Given
    define("computed-traits", "visits_" + run, "{count: {event: Visit " + run + "}}");
    define("computed-traits", "unseen_" + run, "{count: {event: Never " + run + "}}");
    var visit =
        event("Visit " + run, System.currentTimeMillis())
            .setting("plan", "{\"name\":\"pro\",\"seats\":12.50}")
            .setting("gone", "null")
            .setting("visits_" + run, "7")
            .setting("unseen_" + run, "7");
    bus.send(profile, visit);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> get(profile + "/traits").body("computed", hasEntry("visits_" + run, 1)));
    get(profile + "/traits")
        .statusCode(200)
        .body("profileId", equalTo(profile))
        .body("computed", not(hasKey("unseen_" + run)))
        .body("custom.plan.name", equalTo("pro"))
        .body("custom.plan.seats", equalTo(12.50f))
        .body("custom.keySet()", contains("plan"));
    get("nobody-" + run + "/traits")
        .statusCode(200)
        .body("computed.size()", equalTo(0))
        .body("custom.size()", equalTo(0));
  }

  @Test
  void tellsEventsInTheShapeOfTheProfileApi() {
    // Given
    long at = Instant.now().minusSeconds(60).toEpochMilli();
    bus.send(
        profile,
        event("Order Completed", at)
            .calledBy(user, "visitor-" + run)
            .payload(
                """
                {"event":"Order Completed","properties":{"total":12.50},
                 "context":{"library":{"name":"x"}}}
                """));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(profile + "/timeline").body("data", hasSize(1)));

    // Then
    get(profile + "/timeline")
        .statusCode(200)
        .contentType("application/json")
        .body("data[0].type", equalTo("track"))
        .body("data[0].event", equalTo("Order Completed"))
        .body("data[0].message_id", equalTo("m-Order Completed"))
        .body("data[0].source_id", equalTo("shop"))
        .body("data[0].timestamp", equalTo(atMillis(at)))
        .body("data[0].properties.total", equalTo(12.50f))
        .body("data[0].context.library.name", equalTo("x"))
        .body("data[0].external_ids.type", contains("user_id", "anonymous_id"))
        .body("data[0].external_ids.id", contains(user, "visitor-" + run))
        .body("data[0].external_ids.collection", contains("users", "users"))
        .body("data[0].related.users", hasSize(0))
        .body("data[0]", not(hasKey("traits")))
        .body("cursor", equalTo(""));
    get("nobody-" + run + "/timeline").statusCode(200).body("data", hasSize(0));
  }

  @Test
  void pagesATimelineAndChoosesByNameAndTime() {
    // Given
    long now = System.currentTimeMillis();
    for (int i = 0; i < 5; i++) {
      bus.send(profile, event(i % 2 == 0 ? "Even" : "Odd", now - 5_000 + i).nameless());
    }
    var timeline = profile + "/timeline?";
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> get(profile + "/timeline").body("data", hasSize(5)));

    // When
    var first = get(timeline + "limit=2&include=Even").body("data", hasSize(2));

    // Then
    first.body("data[0].timestamp", equalTo(atMillis(now - 4_996)));
    get(timeline + "limit=2&include=Even&cursor=" + first.extract().<String>path("cursor"))
        .body("data.timestamp", contains(atMillis(now - 5_000)))
        .body("cursor", equalTo(""));
    get(timeline + "sort=asc&exclude=Odd,%20Other&end=" + atMillis(now - 4_996))
        .body("data.timestamp", contains(atMillis(now - 5_000), atMillis(now - 4_998)));
    get(timeline + "sort=desc&start=" + atMillis(now - 4_997))
        .body("data.event", contains("Even", "Odd"));
    get(timeline + "start=-999999999-01-01T00:00:00Z").body("data", hasSize(5));
    get(timeline + "start=1900-01-01&end=1901-01-01").body("data", hasSize(0));
  }

  @ParameterizedTest
  @MethodSource("badTimelines")
  void refusesATimelineThatCannotBeAsked(String query, String field) {
    get(profile + "/timeline?" + query)
        .statusCode(422)
        .body("type", equalTo("urn:tributary:problem:invalid-value"))
        .body("violations.path", hasItem(field));
  }

  static Stream<Arguments> badTimelines() {
    var names = IntStream.range(0, 101).mapToObj(Integer::toString).collect(joining(","));
    return Stream.of(
        Arguments.of("limit=0", "limit"),
        Arguments.of("limit=101", "limit"),
        Arguments.of("limit=x", "limit"),
        Arguments.of("sort=up", "sort"),
        Arguments.of("start=yesterday", "start"),
        Arguments.of("end=2026-13-01", "end"),
        Arguments.of("end=%2B999999999-01-01T00:00:00Z", "end"),
        Arguments.of("start=2026-02-01&end=2026-01-01", "end"),
        Arguments.of("start=2026-02-01&end=1960-01-01", "end"),
        Arguments.of("include=" + names, "include"),
        Arguments.of("exclude=" + names, "exclude"),
        Arguments.of("cursor=%25%25", "cursor"),
        Arguments.of("cursor=nonsenseAAAA", "cursor"));
  }

  private void unavailable(String question) {
    get(question)
        .statusCode(503)
        .header("Retry-After", "1")
        .body("type", equalTo("urn:tributary:problem:unavailable"));
  }

  /** As the path is written: nothing is encoded for the caller. */
  private static ValidatableResponse get(String question) {
    return viewer().urlEncodingEnabled(false).get(PROFILES + question).then();
  }

  private static String atMillis(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}
