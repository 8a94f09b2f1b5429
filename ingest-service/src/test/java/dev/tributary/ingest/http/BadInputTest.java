package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.ingest.domain.request.RandomJson;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Finding;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tracking API answers to what it does not take, and where that is kept. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class BadInputTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Bus bus;

  @BeforeEach
  void given() {
    bus = new Bus(bootstrapServers);
    Given.aSource();
  }

  @Test
  void quarantinesARejectedSingleEventAndSaysWhy() {
    // When
    sending(KEY)
        .body("{\"messageId\":\"alone-1\",\"userId\":\"u\"}")
        .post("/v1/track")
        .then()
        .statusCode(400)
        .body("success", equalTo(false))
        .body("code", equalTo("event_not_defined"))
        .body("message", containsString("event must be given"));

    // Then
    assertThat(bus.received("alone-1")).isEmpty();
    assertThat(bus.quarantined("alone-1")).hasSize(1);
  }

  @Test
  void saysThatAWriteKeyIsUnknown() {
    sending("nobodys")
        .body("{\"userId\":\"u\"}")
        .post("/v1/page")
        .then()
        .statusCode(401)
        .body("success", equalTo(false))
        .body("code", equalTo("unknown_source"))
        .body("message", containsString("Unknown write key"));
    RestAssured.given()
        .body("{\"userId\":\"u\",\"writeKey\":\"nobodys\"}")
        .post("/v1/page")
        .then()
        .statusCode(401)
        .body("message", containsString("Unknown write key"));
    RestAssured.given()
        .header("Authorization", "Basic ?!?")
        .body("{\"userId\":\"u\"}")
        .post("/v1/page")
        .then()
        .statusCode(401);
    RestAssured.given()
        .body("{\"userId\":\"u\"}")
        .post("/v1/page")
        .then()
        .statusCode(401)
        .body("message", containsString("no write key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "OK", "{\"userId\":\"u\"}x", "{\"a\":\"\\x\"}"})
  void refusesABodyThatIsNoJsonObject(String body) {
    for (var path : new String[] {"/v1/page", "/v1/batch"}) {
      sending(KEY)
          .body(body)
          .post(path)
          .then()
          .statusCode(400)
          .body("success", equalTo(false))
          .body("code", equalTo("bad_request"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"batch\":[]}", "{}"})
  void refusesAnEmptyBatch(String body) {
    sending(KEY)
        .body(body)
        .post("/v1/batch")
        .then()
        .statusCode(400)
        .body("code", equalTo("empty_batch"));
  }

  @Test
  void refusesAnEventOverTheLimitAloneButNotItsNeighbours() {
    // Given
    var large = event("large-1", 32 * 1024);
    var small = event("large-2", 10);

    // When
    sending(KEY)
        .body(large)
        .post("/v1/page")
        .then()
        .statusCode(400)
        .body("code", equalTo("event_too_large"));
    sending(KEY)
        .body("{\"batch\":[" + large + "," + small + "]}")
        .post("/v1/batch")
        .then()
        .statusCode(200)
        .body("rejected", hasSize(1))
        .body("rejected[0].code", equalTo("event_too_large"));

    // Then
    assertThat(bus.received("large-")).hasSize(1);
    assertThat(bus.quarantined("large-"))
        .hasSize(2)
        .allSatisfy(record ->
            assertThat(Bus.event(record.getRecord().toByteArray()).getPayload().toStringUtf8())
                .isEqualTo(large));
  }

  @Test
  void keepsTheBeginningOfAnEventThatNoRecordCouldHold() {
    // When
    sending(KEY)
        .body(event("huge-1", 3 << 20))
        .post("/v1/page")
        .then()
        .statusCode(400)
        .body("code", equalTo("event_too_large"));

    // Then
    var record = bus.quarantined("huge-1").getFirst();
    assertThat(record.getFindingsList()).extracting(Finding::getCode).contains("payload_cut");
    assertThat(Bus.event(record.getRecord().toByteArray()).getPayload().size())
        .isEqualTo(512 * 1024);
  }

  @Test
  void refusesARequestOverTheLimit() {
    // Given
    var body = "{\"batch\":[" + event("over-1", 10) + "],\"x\":\"" + "x".repeat(4 << 20) + "\"}";

    // When
    sending(KEY)
        .body(body)
        .post("/v1/batch")
        .then()
        .statusCode(413)
        .header("Connection", "close") // it will be, and no other request must come on it
        .body("code", equalTo("request_too_large"));

    // Then
    assertThat(bus.received("over-1")).isEmpty();
  }

  @Test
  void inflatesWhatIsCompressedAndRefusesABomb() throws IOException, InterruptedException {
    // Given
    var compressed =
        gzip("{\"userId\":\"u\",\"messageId\":\"gzip-1\"}".getBytes(StandardCharsets.UTF_8));
    var bomb = gzip(new byte[64 << 20]);

    // Then
    assertThat(postCompressed(compressed)).isEqualTo(200);
    assertThat(bus.received("gzip-1")).hasSize(1);
    assertThat(postCompressed(bomb)).isEqualTo(413);
  }

  @Test
  void refusesTheEventsOfASourceThatIsSwitchedOff() {
    // Given
    Given.define("off", "{\"writeKeys\":[\"off-key\"],\"enabled\":false}");

    // Then
    sending("off-key")
        .body("{\"userId\":\"u\"}")
        .post("/v1/page")
        .then()
        .statusCode(403)
        .body("code", equalTo("source_disabled"));
  }

  @Test
  void refusesASourceWithAnothersWriteKeyNamingThePath() {
    Given.put("thief", "{\"writeKeys\":[\"own\",\"test-key\"]}")
        .then()
        .statusCode(422)
        .body(containsString("spec.writeKeys[1]"));
  }

  @Test
  void saysThatOnlyPostIsTaken() {
    RestAssured.get("/v1/track")
        .then()
        .statusCode(405)
        .header("Allow", containsString("POST"))
        .body("code", equalTo("method_not_allowed"));
  }

  @Test
  void answersWhateverItGetsAndNeverBreaks() throws IOException, InterruptedException {
    // Given
    var random = new RandomJson(new SplittableRandom(7));
    var paths = List.of("/v1/track", "/v1/batch", "/v1/identify/", "/v1/import");

    // Then
    try (var client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 2_000; i++) {
        var body = i % 3 == 0 ? random.noise() : random.mutated();
        var answer = client.send(post(paths.get(i % 4), body).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isIn(200, 400);
        assertThat(JsonText.parse(answer.body())).isInstanceOf(Json.Obj.class);
      }
    }
  }

  private static String event(String messageId, int filler) {
    return "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\""
        + messageId
        + "\",\"x\":\""
        + "x".repeat(filler)
        + "\"}";
  }

  /** As RudderStack's Node SDK does it. */
  private static int postCompressed(byte[] body) throws IOException, InterruptedException {
    var request =
        post("/v1/page", body)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Content-Encoding", "gzip")
            .build();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static HttpRequest.Builder post(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .header("X-Write-Key", KEY)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
