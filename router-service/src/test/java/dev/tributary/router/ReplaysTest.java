package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.ProfileRows;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** History and dead letters are delivered once more when somebody asks, on real Kafka. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class ReplaysTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "rp-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    sink.close();
    bus.close();
  }

  @Test
  void sendsDeadLettersAgainAfterTheMappingIsPutRight() {
    // Given
    sink.behaving((request, exchange) ->
        Sink.answer(exchange, request.body().contains("\"wrong\"") ? 422 : 200, ""));
    define(name, mapped("wrong"));
    publish(5);
    awaitBalance(name, "dead", 5);
    define(name, mapped("right"));

    // When
    var dry = redrive(", \"dryRun\": true").statusCode(200).extract().jsonPath();
    var real = awaitDone(redrive(""));

    // Then
    assertThat(dry.getLong("wanted")).isEqualTo(5);
    assertThat(dry.getString("state")).isEqualTo("done");
    assertThat(dry.getList("examples")).hasSize(5);
    assertThat(real.getLong("wanted")).isEqualTo(5);
    awaitBalance(name, "delivered", 5);
    var keys = new ArrayList<String>();
    sink.received().forEach(request -> keys.add(request.key()));
    assertThat(keys).hasSize(10);
    assertThat(keys.subList(5, 10)).containsExactlyInAnyOrderElementsOf(keys.subList(0, 5));
    assertThat(sink.received().getLast().body()).contains("\"right\"");
  }

  @Test
  void sendsNoLetterTwiceThatIsNotAskedForTwice() {
    // Given: three of four letters sent again, with success
    var refused = new AtomicBoolean(true);
    sink.behaving((_, exchange) -> Sink.answer(exchange, refused.get() ? 422 : 200, ""));
    define(name, Destinations.webhook(sink.url(), event));
    publish(4);
    awaitBalance(name, "dead", 4);
    refused.set(false);
    List<String> ids = letters("").getList("letters.id");
    var named = "[\"%s\", \"%s\", \"%s\"]".formatted(ids.get(0), ids.get(1), ids.get(2));
    assertThat(awaitDone(redrive(", \"ids\": " + named)).getLong("wanted")).isEqualTo(3);
    awaitBalance(name, "delivered", 3);

    // Then: letters say so
    assertThat(letters("&redriven=true").getList("letters.id")).isEqualTo(ids.subList(0, 3));
    assertThat(letters("&redriven=false").getList("letters.id")).isEqualTo(ids.subList(3, 4));
    assertThat(Instant.parse(letters("").getString("letters[0].redriven")))
        .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    assertThat(letters("").getString("letters[3].redriven")).isNull();

    // When: all are
    var dry = redrive(", \"dryRun\": true").statusCode(200).extract().jsonPath();
    var rest = awaitDone(redrive(""));

    // Then
    assertThat(dry.getLong("wanted")).isEqualTo(1);
    assertThat(dry.getLong("kept.redriven")).isEqualTo(3);
    assertThat(rest.getLong("wanted")).isEqualTo(1);
    awaitBalance(name, "delivered", 4);

    // And: who asks for it gets it
    assertThat(awaitDone(redrive("")).getLong("wanted")).isZero();
    assertThat(awaitDone(redrive(", \"again\": true")).getLong("wanted")).isEqualTo(4);
    assertThat(awaitDone(redrive(", \"ids\": " + named)).getLong("wanted")).isEqualTo(3);
  }

  @Test
  void bringsTheRowsOfProfilesToAWarehouseThatComesLater() {
    // Given
    var before = Instant.now().minusSeconds(1);
    var profile = "p-" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      bus.row(profile, ProfileRows.external("row-" + name + i, profile, "u" + i));
    }
    bus.track(event, "m1", profile, "{}");
    bus.flush();
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"}, "events": {"trigger": "event = '%s'"},
         "profiles": {"tables": ["external_id_mapping_updates"]}}
        """
            .formatted(sink.url(), event));

    // When
    var replay = "/destinations/" + name + "/replay";
    var filter = "table = 'external_id_mapping_updates' and segment_id = '%s'".formatted(profile);
    var rows = post(replay, body(before, filter));
    var done = awaitDone(rows.statusCode(202));
    var events = awaitDone(post(replay, body(before, "event = '%s'".formatted(event))));

    // Then
    assertThat(done.getLong("wanted")).isEqualTo(5);
    assertThat(done.<String>getList("examples")).allMatch(id -> id.startsWith("row-" + name));
    assertThat(events.getLong("wanted")).isEqualTo(1);
    awaitBalance(name, "delivered", 6);
    assertThat(sink.distinctKeys()).isEqualTo(6);
    assertThat(sink.received())
        .filteredOn(request -> request.body().contains("external_id_value"))
        .hasSize(5);
  }

  private static String body(Instant from, String filter) {
    return "{\"from\": \"%s\", \"filter\": \"%s\"}".formatted(from, filter);
  }

  private JsonPath letters(String more) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/dead-letters?destination=" + name + more)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void sendsOnlyTheDeadLettersThatAreNamed() {
    // Given
    sink.behaving(Sink.answering(422, ""));
    define(name, Destinations.webhook(sink.url(), event));
    publish(4);
    awaitBalance(name, "dead", 4);
    List<String> ids =
        given()
            .auth()
            .oauth2("test-viewer")
            .get("/api/v1/dead-letters?destination=" + name)
            .jsonPath()
            .getList("letters.id");

    // When
    var done = awaitDone(redrive(", \"ids\": [\"%s\", \"%s\"]".formatted(ids.get(0), ids.get(2))));

    // Then
    assertThat(done.getLong("wanted")).isEqualTo(2);
    awaitBalance(name, "dead", 6);
    assertThat(awaitDone(redrive(", \"code\": \"redirected\"")).getLong("wanted")).isZero();
  }

  @Test
  void deliversWhatCameBeforeADestinationWasDefined() {
    // Given
    var before = Instant.now().minusSeconds(1);
    for (int i = 0; i < 40; i++) {
      bus.track(event, "m" + i, "p" + i, "{\"n\": %d}".formatted(i));
    }
    bus.flush();
    define(name, Destinations.webhook(sink.url(), event));

    // When
    var body = "{\"from\": \"%s\", \"filter\": \"properties.n < 30\"%s}";
    var dry =
        post("/destinations/" + name + "/replay", body.formatted(before, ", \"dryRun\": true"))
            .statusCode(200)
            .extract()
            .jsonPath();
    var real = post("/destinations/" + name + "/replay", body.formatted(before, ""));
    var done = awaitDone(real.statusCode(202));

    // Then
    assertThat(dry.getLong("wanted")).isEqualTo(30);
    assertThat(sink.received()).hasSizeLessThanOrEqualTo(30);
    assertThat(done.getLong("wanted")).isEqualTo(30);
    assertThat(done.getLong("done")).isEqualTo(done.getLong("records"));
    awaitBalance(name, "delivered", 30);
    var keys = new HashSet<String>();
    sink.received().forEach(request -> keys.add(request.key()));
    assertThat(keys).hasSize(30);
    assertThat(list()).hasSize(2);
  }

  @Test
  void goesNoFasterThanAskedForAndEndsWhenItIsCancelled() {
    // Given
    for (int i = 0; i < 200; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();
    define(name, Destinations.webhook(sink.url(), event));
    var body = "{\"from\": \"2020-01-01T00:00:00Z\", \"rate\": 2}";
    var id =
        post("/destinations/" + name + "/replay", body)
            .statusCode(202)
            .extract()
            .jsonPath()
            .getString("id");
    await().atMost(SOON).until(() -> !sink.received().isEmpty());

    // When
    var cancelled = post("/replays/" + id + "/cancel", "").statusCode(200).extract().jsonPath();

    // Then
    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    assertThat(cancelled.getString("reason")).startsWith("by ");
    post("/replays/" + id + "/cancel", "").statusCode(409);
    define(name, Destinations.webhook(sink.url(), event));
    bus.track(event, "last", "p", "{}");
    bus.flush();
    await()
        .atMost(SOON)
        .until(() ->
            sink.received().stream().anyMatch(request -> request.body().contains("\"last\"")));
    assertThat(sink.received()).hasSizeLessThan(150);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /destinations/%s/replay | {}                                                          | from
          /destinations/%s/replay | {"from": "yesterday"}                                       | from
          /destinations/%s/replay | {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"} | to
          /destinations/%s/replay | {"from": "2026-01-01T00:00:00Z", "filter": "type ="}        | filter
          /destinations/%s/replay | {"from": "2026-01-01T00:00:00Z", "rate": 0}                 | rate
          /destinations/%s/replay | {"from": "2026-01-01T00:00:00Z", "dryRun": "yes"}           | dryRun
          /destinations/%s/replay | {"from": "2026-01-01T00:00:00Z", "since": 1}                | since
          /dead-letters/redrive   | {}                                                          | destination
          /dead-letters/redrive   | {"destination": "%s", "ids": ["first"]}                     | id
          /dead-letters/redrive   | {"destination": "%s", "ids": "1-1"}                         | ids
          /replays/nonsense/cancel | {}                                                         | id
          """)
  void refusesWhatIsNoSuchRequest(String path, String body, String field) {
    // Given
    define(name, Destinations.webhook(sink.url(), event));

    // Then
    post(path.replace("%s", name), body.replace("%s", name))
        .statusCode(422)
        .body("violations[0].path", equalTo(field));
  }

  @Test
  void saysWhatIsNotThere() {
    define(name, Destinations.webhook(sink.url(), event));
    post("/destinations/nobody/replay", "{\"from\": \"2026-01-01T00:00:00Z\"}").statusCode(404);
    post("/dead-letters/redrive", "{\"destination\": \"nobody\"}").statusCode(404);
    post("/replays/" + UUID.randomUUID() + "/cancel", "").statusCode(404);
  }

  private String mapped(String word) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"},
     "events": {"trigger": "event = '%s'", "mapping": {"word": "%s", "id": {"@path": "$.messageId"}}}}
    """
        .formatted(sink.url(), event, word);
  }

  private void publish(int events) {
    for (int i = 0; i < events; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();
  }

  private ValidatableResponse redrive(String more) {
    return post("/dead-letters/redrive", "{\"destination\": \"%s\"%s}".formatted(name, more));
  }

  private static ValidatableResponse post(String path, String body) {
    return given().auth().oauth2("test-editor").body(body).post("/api/v1" + path).then();
  }

  private static JsonPath awaitDone(ValidatableResponse begun) {
    var id = begun.statusCode(202).extract().jsonPath().getString("id");
    await().atMost(SOON).until(() -> find(id).getString("state").equals("done"));
    return find(id);
  }

  private static JsonPath find(String id) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/replays/" + id)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private List<Map<String, Object>> list() {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/replays?destination=" + name)
        .jsonPath()
        .getList("replays");
  }
}
