package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.overview.Fate;
import dev.tributary.router.domain.overview.Overviews;
import dev.tributary.router.domain.overview.Reason;
import dev.tributary.router.domain.overview.Sample;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was counted can be looked at, by way of a real Redis. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class OverviewTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Inject Overviews overviews;

  private final String name = "ov-" + UUID.randomUUID();

  @Test
  void tellsWhatWasCountedAFewSecondsAgo() {
    // Given
    var recorder = overviews.open(name);
    recorder.received("send", 10);
    for (int i = 0; i < 6; i++) {
      recorder.delivered("send", Duration.ofMillis(250), Duration.ofMillis(8));
    }
    recorder.discarded("send", "consent", 2);
    recorder.discarded("send", "no_identifier", 1);
    recorder.retrying("send", "status_503");
    recorder.dead("send", "refused");
    recorder.example(
        new Sample(new Reason(Fate.DEAD, "refused"), "send", Instant.now(), "m1", "no such field"));

    // Then
    await().atMost(SOON).until(() -> get("").extract().statusCode() == 200);
    get("?minutes=5")
        .body("destination", equalTo(name))
        .body("approximate", equalTo(false))
        .body("total.received", equalTo(10))
        .body("total.delivered", equalTo(6))
        .body("total.filtered.consent", equalTo(2))
        .body("total.discarded.no_identifier", equalTo(1))
        .body("total.retrying.status_503", equalTo(1))
        .body("total.dead.refused", equalTo(1))
        .body("total.latencyMillis.count", equalTo(6))
        .body("total.requestMillis.p99", equalTo(8))
        .body("actions.send.received", equalTo(10))
        .body("stepMinutes", equalTo(1))
        .body("series", hasSize(1))
        .body("series[0].filtered", equalTo(2))
        .body("samples", hasSize(1))
        .body("samples[0].outcome", equalTo("dead"))
        .body("samples[0].code", equalTo("refused"))
        .body("samples[0].messageId", equalTo("m1"))
        .body("samples[0].message", equalTo("no such field"));
    get("?minutes=20160").statusCode(200).body("stepMinutes", equalTo(14));
  }

  @Test
  void countsWhatALaneDelivers() {
    // Given
    try (var sink = Sink.start();
        var bus = new Bus(servers)) {
      sink.behaving((request, exchange) ->
          Sink.answer(exchange, request.body().contains("\"bad\"") ? 422 : 200, "no"));
      define(
          name,
          """
          {"connector": "webhook", "settings": {"url": "%s"},
           "events": {"trigger": "event = '%s'"}, "filters": [{"drop": "properties.kind = 'out'"}]}
          """
              .formatted(sink.url(), name));

      // When
      for (var kind : List.of("good", "good", "bad", "out")) {
        bus.track(name, "m-" + kind, "p", "{\"kind\": \"%s\"}".formatted(kind));
      }
      bus.flush();

      // Then
      await().atMost(SOON).until(() -> get("").extract().jsonPath().getInt("total.delivered") == 2);
      get("")
          .body("total.received", equalTo(4))
          .body("total.filtered.filtered", equalTo(1))
          .body("total.dead.refused", equalTo(1))
          .body("total.latencyMillis.count", equalTo(2))
          .body("samples[0].messageId", equalTo("m-bad"));
      Destinations.delete(name);
    }
  }

  @Test
  void saysNothingOfADestinationOfWhichNothingWasCountedYet() {
    // Given
    try (var sink = Sink.start()) {
      define(name, Destinations.webhook(sink.url(), "Nothing"));

      // Then
      await().atMost(SOON).until(() -> get("").extract().statusCode() == 200);
      get("")
          .body("total.received", equalTo(0))
          .body("total.latencyMillis.p50", equalTo(null))
          .body("series", hasSize(0));
      Destinations.delete(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "20161", "many"})
  void refusesATimeThatItDoesNotKeep(String minutes) {
    get("?minutes=" + minutes).statusCode(422);
  }

  @Test
  void knowsNoDestinationOfAnotherName() {
    get("").statusCode(404);
    given().get("/api/v1/destinations/" + name + "/overview").then().statusCode(401);
  }

  private ValidatableResponse get(String query) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/destinations/" + name + "/overview" + query)
        .then();
  }
}
