package dev.tributary.identity.http;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.tributary.identity.Bus;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class QuickReadsTest {

  private static final String PROFILES = "/v1/spaces/default/collections/users/profiles/";
  private static final Duration SOON = Duration.ofSeconds(5);

  /** A header that weighs its types is the resource's to read. */
  private static final String BY_THE_RESOURCE = "application/json;q=1";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Inject MeterRegistry metrics;
  @Inject RedisAPI redis;

  private final String run = UUID.randomUUID().toString();
  private final String user = "user_id:u" + run;
  private final String visitor = "anonymous_id:a" + run;
  private Bus bus;

  @BeforeEach
  void aKnownCustomer() {
    bus = new Bus(servers);
    identify("1", "u", "{\"plan\":\"pro\",\"age\":30,\"city\":\"Zürich\",\"tags\":[1,null]}");
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void answersEveryQuestionByteForByteAsTheResourceDoes() {
    for (var question :
        List.of(
            user + "/traits",
            user + "/traits?limit=200",
            user + "/traits?limit=2",
            user + "/traits?limit=2&next=YWdl",
            user + "/traits?verbose=true",
            user + "/traits?verbose=TRUE&include=city,%20plan",
            user + "/traits?include=nothing",
            user + "/traits?unknown=1&limit=3",
            user.replace(":", "%3A") + "/traits",
            user + "/external_ids",
            user + "/external_ids?limit=1&include=user_id",
            user + "/metadata",
            user + "/metadata?limit=x")) {
      var slow = get(question, BY_THE_RESOURCE);
      assertThat(slow.statusCode()).isEqualTo(200);
      await().atMost(SOON).until(() -> isQuick("near", question));
      assertThat(told(get(question, "*/*"))).isEqualTo(told(slow));
      assertThat(told(get(question, "application/json"))).isEqualTo(told(slow));
    }
  }

  @Test
  void leavesEveryOtherQuestionToTheResource() {
    // Given
    var known = user + "/traits";
    get(known, "*/*");
    await().atMost(SOON).until(() -> isQuick("near", known));

    for (var question :
        List.of(
            user + "/traits?class=audience",
            user + "/traits?limit=0",
            user + "/traits?limit=201",
            user + "/traits?next=%25%25",
            user + "/unknown",
            "user_id:nobody" + run + "/traits",
            "user_id:/traits",
            "nonsense/traits",
            "/traits")) {
      var slow = get(question, BY_THE_RESOURCE);
      for (int i = 0; i < 3; i++) {
        assertThat(told(get(question, "*/*"))).isEqualTo(told(slow));
      }
    }
    assertThat(get(known, "text/plain").statusCode()).isEqualTo(406);
    viewer().head(PROFILES + known).then().statusCode(200);
    viewer().post(PROFILES + known).then().statusCode(405);
    viewer()
        .get(PROFILES.replace("default", "other") + known)
        .then()
        .statusCode(404)
        .body("error.code", equalTo("not_found"));
  }

  @Test
  void whatIsNearIsForThoseWhoMayReadOnly() {
    // Given
    var question = user + "/traits?limit=7";
    get(question, "*/*");
    await().atMost(SOON).until(() -> isQuick("near", question));

    for (var caller :
        List.of(
            given(),
            given().auth().preemptive().basic("wrong", ""),
            given().auth().preemptive().basic("test-viewer", "password"),
            given().header("Authorization", "Basic !!!"),
            given().auth().oauth2("wrong"))) {
      caller
          .get(PROFILES + question)
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", equalTo("Basic"))
          .body("error.code", equalTo("authentication_error"));
    }
    given().auth().oauth2("test-viewer").get(PROFILES + question).then().statusCode(200);
  }

  @Test
  void aGroupsIdIsAskedForEachTime() {
    // Given
    accept(
        event(EventType.EVENT_TYPE_GROUP, "g" + run, "{}")
            .setUserId("u" + run)
            .setGroupId("group" + run));

    // When
    for (int i = 0; i < 3; i++) {
      assertThat(isQuick("near", "group_id:group" + run + "/traits")).isFalse();
    }

    // Then
    assertThat(isQuick("shared", "group_id:group" + run + "/traits")).isFalse();
  }

  @Test
  void aChangeEndsWhatIsNear() {
    for (int i = 0; i < 10; i++) {
      var plan = "plan-" + i;
      identify("change-" + i, "u", "{\"plan\":\"" + plan + "\"}", i + 1);
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> get(user + "/traits", "*/*").path("traits.plan").equals(plan));
      await().atMost(SOON).until(() -> isQuick("near", user + "/traits"));
    }
  }

  @Test
  void mergesAndSplitsEndWhatIsNear() {
    // Given
    identify("visitor", "", "{\"seen\":true}", 50);
    for (var id : List.of(user, visitor)) {
      await().atMost(SOON).until(() -> isQuick("near", id + "/traits"));
    }

    // When
    accept(
        event(EventType.EVENT_TYPE_TRACK, "joined" + run, "{}")
            .setUserId("u" + run)
            .setAnonymousId("a" + run));

    // Then
    for (var id : List.of(user, visitor)) {
      await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(
              () -> get(id + "/traits", "*/*").then().body("traits.keySet().size()", equalTo(5)));
      await().atMost(SOON).until(() -> isQuick("near", id + "/traits"));
    }

    // When
    given()
        .auth()
        .oauth2("test-editor")
        .contentType(ContentType.JSON)
        .body(
            """
            {"link": [{"type": "user_id", "value": "u%1$s"},
                      {"type": "anonymous_id", "value": "a%1$s"}]}
            """
                .formatted(run))
        .post("/api/v1/cuts")
        .then()
        .statusCode(201);

    // Then
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          get(user + "/traits", "*/*").then().body("traits", not(hasKey("seen")));
          get(visitor + "/traits", "*/*").then().body("traits", not(hasKey("plan")));
        });
  }

  @Test
  void answersAlikeThoughRedisWasWiped() throws Exception {
    // Given
    var question = user + "/traits?limit=9";
    var before = told(get(question, BY_THE_RESOURCE));
    await().atMost(SOON).until(() -> isQuick("near", question));

    // When
    redis.flushall(List.of()).toCompletionStage().toCompletableFuture().get();
    var wiped = told(get(question, "*/*"));
    identify("wiped", "u", "{\"plan\":\"after\"}", 60);

    // Then
    assertThat(wiped).isEqualTo(before);
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> get(question, "*/*").path("traits.plan").equals("after"));
  }

  private boolean isQuick(String outcome, String question) {
    var counter = metrics.counter("tributary.identity.quick.reads", "outcome", outcome);
    double before = counter.count();
    get(question, "*/*");
    return counter.count() > before;
  }

  /** All that a caller sees but what is of each request alone. */
  private static Map<String, Object> told(Response response) {
    var told =
        response.headers().asList().stream()
            .filter(header -> !header.getName().equalsIgnoreCase("Request-Id"))
            .collect(
                Collectors.<Header, String, Object>toMap(
                    header -> header.getName().toLowerCase(Locale.ROOT), Header::getValue));
    told.put("status", response.statusCode());
    told.put("body", response.asString());
    told.put("named", response.header("Request-Id") != null);
    return told;
  }

  private static Response get(String path, String accept) {
    return viewer().header("Accept", accept).get(PROFILES + path);
  }

  private static RequestSpecification viewer() {
    return given().urlEncodingEnabled(false).auth().preemptive().basic("test-viewer", "");
  }

  private void identify(String id, String user, String traits) {
    identify(id, user, traits, 0);
  }

  private void identify(String id, String user, String traits, int later) {
    var event =
        event(EventType.EVENT_TYPE_IDENTIFY, id + run, "{\"traits\":" + traits + "}")
            .setTimestampMillis(1_767_225_600_000L + later);
    accept(user.isEmpty() ? event.setAnonymousId("a" + run) : event.setUserId(user + run));
  }

  private void accept(Event.Builder builder) {
    var event = builder.build();
    bus.accept(event);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !bus.resolved(event.getMessageId()::equals).isEmpty());
  }
}
