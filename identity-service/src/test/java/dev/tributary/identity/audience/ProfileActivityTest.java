package dev.tributary.identity.audience;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.identity.OptionsProfile;
import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventType;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Profile API answers from audience-service, and what where that is away. */
@QuarkusTest
@TestProfile(OptionsProfile.class)
@WithTestResource(EmbeddedServers.class)
class ProfileActivityTest {

  private static final String PROFILES = "/v1/spaces/default/collections/users/profiles/";

  @Inject Resolver resolver;
  @Inject Migrations migrations;

  private final String user = "u" + UUID.randomUUID();
  private String profile;
  private FakeAudience audience;

  @BeforeEach
  void aKnownCustomer() {
    migrations.await(Duration.ofMinutes(1));
    long birth = ThreadLocalRandom.current().nextLong(1L << 60);
    profile =
        resolver
            .resolve(
                List.of(
                    Histories.event(birth, 1, Map.of("plan", Json.of("pro")), "user_id:" + user)),
                Rules.DEFAULT)
            .resolutions()
            .getFirst()
            .decision()
            .profile()
            .text();
    audience = new FakeAudience().start();
  }

  @AfterEach
  void stop() {
    audience.close();
  }

  @Test
  void tellsEventsInTheShapeThatClientsKnow() {
    // Given
    audience.page(
        "cursor-2",
        event(
                EventType.EVENT_TYPE_TRACK,
                "m1",
                """
                {"event":"Order Completed","properties":{"total":12.50},
                 "context":{"library":{"name":"x"},"traits":{"email":"Jane@X.org"}}}
                """)
            .setEvent("Order Completed")
            .setUserId(user)
            .build(),
        event(EventType.EVENT_TYPE_IDENTIFY, "m2", "{\"traits\":{\"plan\":\"pro\"}}").build());

    // When
    var answer = get("/events");

    // Then
    answer
        .statusCode(200)
        .header("Request-Id", notNullValue())
        .body("data", hasSize(2))
        .body("data[0].type", equalTo("track"))
        .body("data[0].event", equalTo("Order Completed"))
        .body("data[0].message_id", equalTo("m1"))
        .body("data[0].source_id", equalTo("shop"))
        .body("data[0].timestamp", equalTo("2026-01-01T00:00:00.000Z"))
        .body("data[0].properties.total", equalTo(12.50f))
        .body("data[0].context.library.name", equalTo("x"))
        .body("data[0].external_ids.type", contains("user_id", "email"))
        .body("data[0].external_ids.id", contains(user, "jane@x.org"))
        .body("data[0].external_ids.collection", contains("users", "users"))
        .body("data[0].related.users", hasSize(0))
        .body("data[1].properties.size()", is(0))
        .body("data[1].traits.plan", equalTo("pro"))
        .body("cursor.has_more", is(true))
        .body("cursor.next", equalTo("cursor-2"))
        .body("cursor.limit", is(10))
        .body("cursor.url", endsWith(user + "/events"));
    assertThat(audience.tokens()).containsOnly("Bearer test-viewer");
  }

  @Test
  void asksForWhatTheCallerAsksFor() {
    // Given
    var start = Instant.now().minus(Duration.ofDays(2));

    // When
    get("/events?include=A,B&exclude=C&limit=100&sort=asc&next=c1&start=" + start).statusCode(200);
    get("/events?start=2020-01-01&end=2020-02-01").statusCode(200).body("data", hasSize(0));
    get("/events?start=-999999999-01-01T00:00:00Z").statusCode(200);

    // Then
    assertThat(audience.asked()).hasSize(2);
    var asked = audience.asked().getFirst();
    assertThat(asked.getProfileId()).isEqualTo(profile);
    assertThat(asked.getStartMillis()).isEqualTo(start.toEpochMilli());
    assertThat(asked.getIncludeList()).containsExactlyInAnyOrder("A", "B");
    assertThat(asked.getExcludeList()).containsExactly("C");
    assertThat(asked.getLimit()).isEqualTo(100);
    assertThat(asked.getAscending()).isTrue();
    assertThat(asked.getCursor()).isEqualTo("c1");
    var usual = audience.asked().getLast();
    assertThat(usual.getAscending()).isFalse();
    assertThat(Instant.now().toEpochMilli() - usual.getStartMillis())
        .isBetween(Duration.ofDays(14).toMillis(), Duration.ofDays(15).toMillis());
  }

  @Test
  void refusesWhatCannotBeAsked() {
    for (var query :
        List.of(
            "limit=0",
            "limit=101",
            "limit=x",
            "sort=up",
            "start=yesterday",
            "end=2026-13-01",
            "start=2026-02-01&end=2026-01-01",
            "include="
                + IntStream.range(0, 101).mapToObj(Integer::toString).collect(joining(",")))) {
      get("/events?" + query)
          .statusCode(400)
          .body("error.code", equalTo("validation_error"))
          .header("Request-Id", notNullValue());
    }
    audience.answering(Status.INVALID_ARGUMENT);
    get("/events?next=nonsense").statusCode(400).body("error.code", equalTo("validation_error"));
    get("/traits?class=other").statusCode(400).body("error.code", equalTo("validation_error"));
    given()
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get(PROFILES + "user_id:nobody" + user + "/events")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("not_found"));
    given()
        .get(PROFILES + "user_id:" + user + "/events")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("authentication_error"));
  }

  @Test
  void showsAudiencesAndComputedTraitsWhereTheirClassIsAskedFor() {
    get("/traits?class=audience")
        .statusCode(200)
        .body("traits.keySet()", hasSize(2))
        .body("traits.vip", is(true))
        .body("traits.big_spenders", is(true));
    get("/traits?class=computed_trait&limit=1")
        .statusCode(200)
        .body("traits.favourite.brand", equalTo("x"))
        .body("cursor.has_more", is(true));
    get("/traits?class=computed_trait&include=orders&verbose=true")
        .body("traits.keySet()", hasSize(1))
        .body("traits.orders.value", is(7))
        .body("traits.orders.source_id", nullValue());
    get("/traits?class=all&include=vip,orders,plan")
        .statusCode(200)
        .body("traits.vip", is(true))
        .body("traits.orders", is(7))
        .body("traits.plan", equalTo("pro"));
    get("/traits").statusCode(200).body("traits", not(hasKey("vip")));
  }

  @Test
  void answers503InTimeWhileTheAudienceServiceIsAwayAndGoesOnOnceItIsBack() {
    // Given
    audience.fallSilent();

    // When
    for (var question : List.of("/events", "/traits?class=audience")) {
      long start = System.nanoTime();
      get(question)
          .statusCode(503)
          .header("Retry-After", "1")
          .header("Request-Id", notNullValue())
          .body("error.code", equalTo("api_error"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
    }
    audience.close();
    get("/events").statusCode(503);
    get("/traits").statusCode(200);
    audience = new FakeAudience().start();

    // Then
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get("/events").statusCode(200));
  }

  private ValidatableResponse get(String question) {
    return given()
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get(PROFILES + "user_id:" + user + question)
        .then();
  }
}
