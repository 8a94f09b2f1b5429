package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Finding;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracking API as SDKs meet it, over HTTP, with what it writes to a real broker. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class TrackingApiTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Bus bus;

  @BeforeEach
  void given() {
    bus = new Bus(bootstrapServers);
    Given.aSource();
  }

  @Test
  void writesASingleEventByteForByteBeforeItAnswers() {
    // Given
    var payload =
        "{ \"messageId\":\"single-1\", \"userId\":\"ü-1\",\"event\":\"Order \\u0041\","
            + "\"properties\":{\"total\":1.50},\"timestamp\":\"2020-01-01T00:00:00Z\","
            + "\"sentAt\":\"2020-01-01T00:00:07.5Z\" }";

    // When
    sending(KEY)
        .body(" " + payload + "\n")
        .post("/v1/track")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("success", equalTo(true))
        .body("rejected", nullValue());

    // Then
    var events = bus.received("single-1");
    assertThat(events).hasSize(1);
    var event = events.getFirst();
    assertThat(event.getPayload().toStringUtf8()).isEqualTo(payload);
    assertThat(event.getSource()).isEqualTo("test");
    assertThat(event.getType()).isEqualTo(EventType.EVENT_TYPE_TRACK);
    assertThat(event.getEvent()).isEqualTo("Order A");
    assertThat(event.getUserId()).isEqualTo("ü-1");
    assertThat(event.getReceivedAtMillis() - event.getTimestampMillis()).isEqualTo(7_500);
    assertThat(event.getOriginalTimestampMillis()).isEqualTo(1_577_836_800_000L);
    assertThat(event.getIp()).isEqualTo("127.0.0.1");
    assertThat(event.hasBirth()).isFalse();
  }

  @Test
  void keysAndDatesARecordByUserAndReceipt() {
    // When
    sending(KEY)
        .body("{\"messageId\":\"keyed-1\",\"userId\":\"u-7\",\"anonymousId\":\"a-7\"}")
        .post("/v1/page")
        .then()
        .statusCode(200);

    // Then
    var record =
        bus.read(Topic.RECEIVED).stream()
            .filter(each -> Bus.event(each.value()).getMessageId().equals("keyed-1"))
            .findFirst()
            .orElseThrow();
    assertThat(record.key()).isEqualTo("u-7");
    assertThat(record.timestamp()).isEqualTo(Bus.event(record.value()).getReceivedAtMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "track, EVENT_TYPE_TRACK",
    "identify, EVENT_TYPE_IDENTIFY",
    "page, EVENT_TYPE_PAGE",
    "screen, EVENT_TYPE_SCREEN",
    "group, EVENT_TYPE_GROUP",
    "alias, EVENT_TYPE_ALIAS"
  })
  void takesEveryTypeWithAndWithoutASlash(String path, EventType type) {
    // Given
    var body =
        "{\"messageId\":\"every-%s-%s\",\"userId\":\"u\",\"event\":\"e\",\"groupId\":\"g\",\"previousId\":\"p\"}";

    // When
    sending(KEY).body(body.formatted(path, "a")).post("/v1/" + path).then().statusCode(200);
    sending(KEY).body(body.formatted(path, "b")).post("/v1/" + path + "/").then().statusCode(200);

    // Then
    assertThat(bus.received("every-" + path))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getType()).isEqualTo(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/batch", "/v1/batch/", "/v1/import", "/v1/import/"})
  void takesTheGoodEventsOfABatchAndNamesTheOthers(String path) {
    // Given
    var id = "batch" + path.replace('/', '-') + "_";
    var good =
        "{\"type\":\"track\",\"messageId\":\"" + id + "0\",\"userId\":\"u\",\"event\":\"e\"}";
    var bad = "{\"type\":\"track\", \"messageId\":\"" + id + "1\",\"userId\":\"u\",\"event\":5}";
    var body =
        "{\"writeKey\":\"test-key\",\"context\":{\"app\":{}},\"integrations\":{\"All\":true},\"batch\":["
            + good
            + ","
            + bad
            + "]}";

    // When
    RestAssured.given()
        .contentType("text/plain")
        .body(body)
        .post(path)
        .then()
        .statusCode(200)
        .body("success", equalTo(true))
        .body("rejected", hasSize(1))
        .body("rejected[0].index", equalTo(1))
        .body("rejected[0].messageId", equalTo(id + "1"))
        .body("rejected[0].code", equalTo("event_not_string"))
        .body("rejected[0].message", equalTo("event must be a string"));

    // Then
    var received = bus.received(id);
    assertThat(received).hasSize(1);
    assertThat(received.getFirst().getPayload().toStringUtf8()).isEqualTo(good);
    assertThat(received.getFirst().getBatchContext().toStringUtf8()).isEqualTo("{\"app\":{}}");
    assertThat(received.getFirst().getBatchIntegrations().toStringUtf8())
        .isEqualTo("{\"All\":true}");
    var quarantined = bus.quarantined(id);
    assertThat(quarantined).hasSize(1);
    var record = quarantined.getFirst();
    assertThat(record.getCode()).isEqualTo("event_not_string");
    assertThat(record.getStage()).isEqualTo("ingest");
    assertThat(record.hasBirth()).isFalse();
    assertThat(record.getFindingsList())
        .containsExactly(
            Finding.newBuilder()
                .setField("event")
                .setCode("event_not_string")
                .setMessage("event must be a string")
                .build());
    assertThat(Bus.event(record.getRecord().toByteArray()).getPayload().toStringUtf8())
        .isEqualTo(bad);
  }

  @Test
  void takesTheWriteKeyFromWhereverAnSdkPutsIt() {
    // Given
    var body = "{\"userId\":\"u\",\"messageId\":\"where-%d\"}";
    var bare = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));

    // Then
    RestAssured.given()
        .header("Authorization", "Basic " + bare)
        .body(body.formatted(1))
        .post("/v1/page")
        .then()
        .statusCode(200);
    RestAssured.given()
        .header("X-Write-Key", KEY + ":secret")
        .body(body.formatted(2))
        .post("/v1/page")
        .then()
        .statusCode(200);
    RestAssured.given()
        .body(body.formatted(3))
        .post("/v1/page?writeKey=" + KEY)
        .then()
        .statusCode(200);
    RestAssured.given()
        .body("{\"userId\":\"u\",\"messageId\":\"where-4\",\"writeKey\":\"test-key\"}")
        .post("/v1/page")
        .then()
        .statusCode(200);
    assertThat(bus.received("where-")).hasSize(4);
  }

  @Test
  void takesABatchOfAlmostFourMegabytes() {
    // Given
    var body = new StringBuilder("{\"batch\":[");
    int count = 130;
    for (int i = 0; i < count; i++) {
      body.append(i == 0 ? "" : ",").append(event("big-" + i, 31 * 1024));
    }

    // When
    sending(KEY)
        .body(body.append("]}").toString())
        .post("/v1/batch")
        .then()
        .statusCode(200)
        .body("rejected", nullValue());

    // Then
    assertThat(bus.received("big-")).hasSize(count);
  }

  @Test
  void answersABrowsersPreflight() {
    RestAssured.given()
        .header("Origin", "https://shop.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,x-retry-count")
        .options("/v1/track")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", "https://shop.example")
        .header("Access-Control-Allow-Headers", containsString("x-retry-count"));
    sending("nobodys")
        .header("Origin", "https://shop.example")
        .body("{}")
        .post("/v1/track")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", "https://shop.example")
        .header("Access-Control-Expose-Headers", "Retry-After, X-RateLimit-Reset");
  }

  @Test
  void countsEveryEventOnce() {
    // Given
    double accepted = events("accepted");
    double rejected = events("no_user_anon_id");

    // When
    sending(KEY)
        .body("{\"batch\":[" + event("count-1", 1) + ",{\"type\":\"page\"}]}")
        .post("/v1/batch")
        .then()
        .statusCode(200);

    // Then
    assertThat(events("accepted")).isEqualTo(accepted + 1);
    assertThat(events("no_user_anon_id")).isEqualTo(rejected + 1);
  }

  private static double events(String outcome) {
    return Given.counted("tributary_ingest_events_total", outcome);
  }

  private static String event(String messageId, int filler) {
    return "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\""
        + messageId
        + "\",\"x\":\""
        + "x".repeat(filler)
        + "\"}";
  }
}
