package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.startsWith;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths that SDKs call beside those of the HTTP API: short ones, pixels, settings, beacons. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SdkPathsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Bus bus;

  @BeforeEach
  void given() {
    bus = new Bus(bootstrapServers);
    Given.aSource();
  }

  @ParameterizedTest
  @CsvSource({
    "t, EVENT_TYPE_TRACK",
    "i, EVENT_TYPE_IDENTIFY",
    "p, EVENT_TYPE_PAGE",
    "s, EVENT_TYPE_SCREEN",
    "g, EVENT_TYPE_GROUP",
    "a, EVENT_TYPE_ALIAS"
  })
  void takesTheFirstLetterOfATypeAsAnalyticsJsSendsIt(String letter, EventType type) {
    // When
    for (int i = 0; i < 2; i++) {
      RestAssured.given()
          .contentType("text/plain")
          .body(
              "{\"messageId\":\"letter-%s%d\",\"writeKey\":\"%s\",\"userId\":\"u\",\"event\":\"e\",\"groupId\":\"g\",\"previousId\":\"p\"}"
                  .formatted(letter, i, KEY))
          .post("/v1/" + letter + (i == 0 ? "" : "/"))
          .then()
          .statusCode(200)
          .body("success", equalTo(true));
    }

    // Then
    assertThat(bus.received("letter-" + letter))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getType()).isEqualTo(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/b", "/v1/b/", "/beacon/v1/batch?writeKey=test-key"})
  void takesABatchThatABrowserLeavesBehind(String path) {
    // Given
    var id = "left-" + path;

    // When
    RestAssured.given()
        .contentType("text/plain")
        .body(
            "{\"writeKey\":\"%s\",\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"messageId\":\"%s\",\"anonymousId\":\"a\"}]}"
                .formatted(KEY, id))
        .post(path)
        .then()
        .statusCode(200);

    // Then
    assertThat(bus.received(id)).filteredOn(event -> event.getMessageId().equals(id)).hasSize(1);
  }

  @Test
  void readsAndLetsGoWhatAnSdkMeasuredOfItself() {
    var before = requests("sdk_metrics");
    RestAssured.given()
        .contentType("text/plain")
        .body(
            "{\"series\":[{\"type\":\"Counter\",\"metric\":\"analytics_js.invoke\",\"value\":1}]}")
        .post("/v1/m")
        .then()
        .statusCode(200)
        .body("success", equalTo(true));

    assertThat(requests("sdk_metrics")).isEqualTo(before + 1);
  }

  @Test
  void takesTheEventOfAPixelAndShowsAnImage() {
    // Given
    var event =
        "{\"messageId\":\"pixel-1\",\"userId\":\"ann\",\"event\":\"Email Opened\",\"writeKey\":\"%s\"}"
            .formatted(KEY);
    var data = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));

    // When
    isPixel(RestAssured.given().queryParam("data", data).get("/v1/pixel/track").then());
    isPixel(
        RestAssured.given()
            .queryParam("writeKey", KEY)
            .queryParam("messageId", "pixel-2")
            .queryParam("anonymousId", "b")
            .queryParam("event", "Email Opened")
            .queryParam("properties.campaign", "spring")
            .get("/pixel/v1/track")
            .then());

    // Then
    assertThat(bus.received("pixel-1").getFirst().getPayload().toStringUtf8()).isEqualTo(event);
    var second = bus.received("pixel-2").getFirst();
    assertThat(second.getType()).isEqualTo(EventType.EVENT_TYPE_TRACK);
    assertThat(second.getEvent()).isEqualTo("Email Opened");
    assertThat(second.getPayload().toStringUtf8())
        .contains("\"properties\":{\"campaign\":\"spring\"}");
  }

  @Test
  void takesAPixelOfAlmostThirtyTwoKilobytes() {
    var event =
        "{\"messageId\":\"pixel-large\",\"userId\":\"ann\",\"event\":\"e\",\"x\":\"%s\"}"
            .formatted("x".repeat(32_000));
    var data = Base64.getUrlEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));

    isPixel(
        RestAssured.given()
            .queryParam("writeKey", KEY)
            .queryParam("data", data)
            .get("/v1/pixel/track")
            .then());

    assertThat(bus.received("pixel-large")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "userId=u&event=e, unknown_source",
    "data=%25%25, bad_request",
    "writeKey=nobodys, unknown_source",
    "writeKey=test-key&event=e, no_user_anon_id"
  })
  void showsAnImageWhateverIsWrongAndCountsIt(String query, String outcome) {
    var before = requests(outcome);

    isPixel(RestAssured.given().urlEncodingEnabled(false).get("/v1/pixel/track?" + query).then());

    assertThat(requests(outcome)).isEqualTo(before + 1);
  }

  @Test
  void tellsASegmentSdkWhereToSendTo() {
    RestAssured.given()
        .header("Origin", "https://shop.example")
        .header("Host", "events.example.com:8443")
        .get("/v1/projects/" + KEY + "/settings")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Access-Control-Allow-Origin", "https://shop.example")
        .header("Cache-Control", "max-age=300")
        .header("Vary", equalToIgnoringCase("Origin"))
        .body("integrations.'Segment.io'.apiKey", equalTo(KEY))
        .body("integrations.'Segment.io'.apiHost", equalTo("events.example.com:8443/v1"))
        .body("integrations.'Segment.io'.protocol", equalTo("http"))
        .body("metrics.sampleRate", equalTo(0))
        .body("plan.track.__default.enabled", equalTo(true));
  }

  @Test
  void tellsARudderStackSdkThatNothingIsSentFromTheBrowser() {
    RestAssured.given()
        .auth()
        .preemptive()
        .basic(KEY, "")
        .get("/sourceConfig/?p=npm&v=3.34.1&build=modern&writeKey=" + KEY)
        .then()
        .statusCode(200)
        .body("source.id", equalTo("test"))
        .body("source.enabled", equalTo(true))
        .body("source.destinations", empty())
        .body("source.config.statsCollection.metrics.enabled", equalTo(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/projects/nobodys/settings", "/sourceConfig/?writeKey=nobodys"})
  void saysThatASourceIsNotKnown(String path) {
    RestAssured.given().get(path).then().statusCode(404).body("code", equalTo("unknown_source"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/t", "/v1/b", "/v1/m", "/v1/projects/k/settings", "/sourceConfig"})
  void letsABrowserAsk(String path) {
    RestAssured.given()
        .header("Origin", "https://shop.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,x-retry-count")
        .options(path)
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", "https://shop.example")
        .header("Access-Control-Allow-Methods", equalTo("POST, GET, OPTIONS"))
        .header("Access-Control-Allow-Headers", startsWith("anonymousid, authorization"));
  }

  @Test
  void takesEachPathByItsOwnMethodOnly() {
    RestAssured.get("/v1/t")
        .then()
        .statusCode(405)
        .header("Allow", "POST, OPTIONS")
        .body("code", equalTo("method_not_allowed"))
        .body("message", equalTo("This path takes POST only"));
    sending(KEY)
        .body("{}")
        .post("/v1/pixel/track")
        .then()
        .statusCode(405)
        .header("Allow", "GET, OPTIONS");
    sending(KEY).body("{}").post("/v1/projects/" + KEY + "/settings").then().statusCode(405);
    RestAssured.get("/v1/projects//settings").then().statusCode(404);
  }

  @Test
  void keepsTellingSettingsOfASourceWhoseKeyIsRotated() {
    // When
    Given.define("rotated", "{\"writeKeys\":[\"rotated-old\",\"rotated-new\"]}");

    // Then
    for (var key : new String[] {"rotated-old", "rotated-new"}) {
      await()
          .atMost(SOON)
          .until(() -> RestAssured.get("/v1/projects/" + key + "/settings").statusCode() == 200);
    }
  }

  private static void isPixel(ValidatableResponse response) {
    var image =
        response
            .statusCode(200)
            .contentType("image/gif")
            .header("Cache-Control", "no-store")
            .extract()
            .asByteArray();
    assertThat(new String(image, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
    assertThat(image).hasSizeLessThan(50);
  }

  private static double requests(String outcome) {
    return Given.counted("tributary_ingest_requests_total", outcome);
  }
}
