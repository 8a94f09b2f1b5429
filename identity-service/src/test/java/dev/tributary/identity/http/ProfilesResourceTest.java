package dev.tributary.identity.http;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.identity.Bus;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ProfilesResourceTest {

  private static final String PROFILES = "/v1/spaces/default/collections/users/profiles/";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private Bus bus;

  @BeforeEach
  void aKnownCustomer() {
    bus = new Bus(servers);
    accept(
        event(
                EventType.EVENT_TYPE_IDENTIFY,
                "m-" + run,
                """
                {"traits":{"email":"Jane+%s@x.org","plan":"pro","age":30,"gone":1,
                 "tags":["a",{"b":null}]}}
                """
                    .formatted(run))
            .setUserId("u+/" + run)
            .setAnonymousId("a" + run));
    accept(
        event(EventType.EVENT_TYPE_IDENTIFY, "n-" + run, "{\"traits\":{\"gone\":null}}")
            .setUserId("u+/" + run)
            .setTimestampMillis(1_767_225_600_500L));
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void readsTraitsByAnyIdentifier() {
    for (var id :
        new String[] {
          "user_id:u%2B%2F" + run, "anonymous_id:a" + run, "email:jane%2B" + run + "@x.org"
        }) {
      get(id + "/traits")
          .statusCode(200)
          .body("traits.plan", equalTo("pro"))
          .body("traits.age", equalTo(30))
          .body("traits.tags[1]", hasKey("b"))
          .body("traits", not(hasKey("gone")))
          .body("cursor.has_more", is(false))
          .body("cursor.limit", is(10))
          .header("Request-Id", notNullValue());
    }
  }

  @Test
  void showsOnlyTheTraitsAskedForWithTheirSourceIfWanted() {
    get("anonymous_id:a" + run + "/traits?include=plan,nothing&verbose=true")
        .statusCode(200)
        .body("traits.keySet()", hasSize(1))
        .body("traits.plan.value", equalTo("pro"))
        .body("traits.plan.source_id", equalTo("shop"))
        .body("traits.plan.updated_at", equalTo("2026-01-01T00:00:00.000Z"));
  }

  @Test
  void pagesThroughTraits() {
    // When
    var first = get("anonymous_id:a" + run + "/traits?limit=3");

    // Then
    String next =
        first
            .body("traits.keySet()", hasSize(3))
            .body("cursor.has_more", is(true))
            .extract()
            .path("cursor.next");
    get("anonymous_id:a" + run + "/traits?limit=3&next=" + next)
        .body("traits.keySet()", hasSize(1))
        .body("traits", hasKey("tags"))
        .body("cursor.has_more", is(false))
        .body("cursor.next", equalTo(""));
  }

  @Test
  void listsExternalIds() {
    get("anonymous_id:a" + run + "/external_ids?include=user_id")
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data[0].id", equalTo("u+/" + run))
        .body("data[0].type", equalTo("user_id"))
        .body("data[0].collection", equalTo("users"))
        .body("data[0].encoding", equalTo("none"))
        .body("data[0].source_id", equalTo("shop"))
        .body("data[0].first_message_id", equalTo("m-" + run))
        .body("data[0].created_at", equalTo("2026-01-01T00:00:01.000Z"))
        .body("cursor.limit", is(25));
  }

  @Test
  void tellsWhereAProfileComesFrom() {
    get("anonymous_id:a" + run + "/metadata")
        .statusCode(200)
        .body("metadata.created_at", equalTo("2026-01-01T00:00:01.000Z"))
        .body("metadata.first_message_id", equalTo("m-" + run))
        .body("metadata.last_message_id", equalTo("n-" + run))
        .body("metadata.expires_at", nullValue());
  }

  @Test
  void aChangeIsReadAtOnceThoughTheProfileWasCached() {
    // Given
    get("anonymous_id:a" + run + "/traits").body("traits.plan", equalTo("pro"));

    // When
    accept(
        event(EventType.EVENT_TYPE_IDENTIFY, "o-" + run, "{\"traits\":{\"plan\":\"max\"}}")
            .setUserId("u+/" + run)
            .setTimestampMillis(1_767_225_600_900L));

    // Then
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () -> get("anonymous_id:a" + run + "/traits").body("traits.plan", equalTo("max")));
  }

  @Test
  void aGroupThatSeveralShareNamesNoneOfThem() {
    // Given
    for (var user : new String[] {"g1", "g2"}) {
      accept(
          event(EventType.EVENT_TYPE_GROUP, user + run, "{\"traits\":{\"email\":\"g@x.org\"}}")
              .setUserId(user + run)
              .setGroupId("group" + run));
    }
    accept(
        event(EventType.EVENT_TYPE_GROUP, "g3" + run, "{}")
            .setUserId("g3" + run)
            .setGroupId("lone" + run));

    // Then
    get("group_id:group" + run + "/traits")
        .statusCode(400)
        .body("error.code", equalTo("invalid_request_error"));
    get("group_id:lone" + run + "/metadata").statusCode(200);
    get("user_id:g1" + run + "/external_ids").body("data.type", hasSize(2));
    get("user_id:g1" + run + "/traits").body("traits.size()", is(0));
  }

  @Test
  void refusesInTheShapeThatClientsKnow() {
    get("user_id:nobody" + run + "/traits")
        .statusCode(404)
        .body("error.code", equalTo("not_found"))
        .body("error.message", notNullValue());
    get("nonsense/traits").statusCode(400).body("error.code", equalTo("validation_error"));
    get("anonymous_id:a" + run + "/traits?limit=201").statusCode(400);
    get("anonymous_id:a" + run + "/traits?limit=x").statusCode(400);
    get("anonymous_id:a" + run + "/traits?next=%25%25").statusCode(400);
    given()
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get("/v1/spaces/other/collections/users/profiles/user_id:x/traits")
        .then()
        .statusCode(404);
  }

  @Test
  void refusesACallerWithoutAToken() {
    var path = PROFILES + "anonymous_id:a" + run + "/traits";
    for (var caller :
        new RequestSpecification[] {
          given(),
          given().auth().preemptive().basic("wrong", ""),
          given().auth().preemptive().basic("test-viewer", "password"),
          given().header("Authorization", "Basic !!!"),
          given().auth().oauth2("wrong")
        }) {
      caller.get(path).then().statusCode(401).body("error.code", equalTo("authentication_error"));
    }
    given().auth().oauth2("test-viewer").get(path).then().statusCode(200);
  }

  private ValidatableResponse get(String path) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get(PROFILES + path)
        .then();
  }

  private void accept(Event.Builder builder) {
    var event = builder.build();
    bus.accept(event);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !bus.resolved(event.getMessageId()::equals).isEmpty());
  }
}
