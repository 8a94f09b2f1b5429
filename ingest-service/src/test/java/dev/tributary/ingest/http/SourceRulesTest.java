package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventMark;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source's definition says of who may send and what is kept, over HTTP. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SourceRulesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String NOTHING = "{\"batch\":[]}";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void refusesAKeyThatIsSwitchedOffAndTakesItsSuccessor() {
    // Given
    define("turning", "{\"writeKeys\":[\"turn-new\"],\"disabledKeys\":[\"turn-old\"]}", "turn-new");

    // Then
    sending("turn-old")
        .body(NOTHING)
        .post("/v1/batch")
        .then()
        .statusCode(403)
        .body("code", equalTo("source_disabled"));
    assertThat(Given.put("thief", "{\"writeKeys\":[\"turn-old\"]}").statusCode()).isEqualTo(422);
  }

  @Test
  void takesEventsOfThePagesThatAreNamedAndOfWhatIsNoPage() {
    // Given
    define(
        "paged", "{\"writeKeys\":[\"paged\"],\"origins\":[\"https://*.shop.example\"]}", "paged");

    // Then
    sending("paged")
        .header("Origin", "https://evil.example")
        .body(NOTHING)
        .post("/v1/batch")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", "https://evil.example") // so that the SDK reads it
        .body("code", equalTo("origin_not_allowed"));
    sending("paged")
        .header("Origin", "https://www.shop.example")
        .body(NOTHING)
        .post("/v1/batch")
        .then()
        .body("code", equalTo("empty_batch"));
    RestAssured.given()
        .header("Origin", "https://evil.example")
        .get("/v1/projects/paged/settings")
        .then()
        .statusCode(403);
    RestAssured.get("/v1/projects/paged/settings").then().statusCode(200);
  }

  @Test
  void answers429ToASourceThatHasSentAllThatItMay() {
    // Given
    var spec = "{\"writeKeys\":[\"metered\"],\"quota\":{\"eventsPerSecond\":1,\"burst\":3}}";
    define("metered", spec, "metered");
    var batch =
        "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"},{\"type\":\"page\",\"userId\":\"u\"},5]}";

    // When
    sending("metered").body(batch).post("/v1/batch").then().statusCode(200);
    var refused = sending("metered").body(batch).post("/v1/batch").then().statusCode(429).extract();

    // Then
    assertThat(refused.<String>path("code")).isEqualTo("quota_exceeded");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);
    assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
    await()
        .atMost(SOON)
        .until(() ->
            sending("metered").body("{\"userId\":\"u\"}").post("/v1/page").statusCode() == 200);
  }

  @Test
  void marksMachinesAndKeepsThemAsideWhereTheSourceSaysSo() {
    // Given
    define("crawled", "{\"writeKeys\":[\"crawled\"]}", "crawled");
    define("clean", "{\"writeKeys\":[\"clean\"],\"bots\":\"drop\"}", "clean");
    var page =
        "{\"messageId\":\"bot-%s\",\"userId\":\"u\",\"timestamp\":\"2999-01-01\",\"context\":{\"userAgent\":\"Googlebot/2.1\"}}";

    // When
    sending("crawled").body(page.formatted("a")).post("/v1/page").then().statusCode(200);
    sending("clean")
        .body(page.formatted("b"))
        .post("/v1/page")
        .then()
        .statusCode(400)
        .body("code", equalTo("bot"));

    // Then
    var bus = new Bus(bootstrapServers);
    assertThat(bus.received("bot-a").getFirst().getMarksList())
        .containsExactly(EventMark.EVENT_MARK_TIME_CLAMPED, EventMark.EVENT_MARK_BOT);
    assertThat(bus.quarantined("bot-b")).hasSize(1);
  }

  @Test
  void takesTheExample() throws IOException {
    RestAssured.given()
        .header("Authorization", "Bearer test-admin")
        .contentType("application/yaml")
        .body(Files.readAllBytes(Path.of("..", "examples", "sources", "web.yaml")))
        .put("/api/v1/sources/shop-pages")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"keep, 127.0.0.1", "truncate, 127.0.0.0", "drop, ''"})
  void keepsOfAnAddressWhatTheSourceSays(String rule, String kept) {
    // Given
    var key = "ip-" + rule;
    define(key, "{\"writeKeys\":[\"%s\"],\"ip\":\"%s\"}".formatted(key, rule), key);

    // When
    sending(key)
        .body("{\"messageId\":\"%s-1\",\"userId\":\"u\"}".formatted(key))
        .post("/v1/identify")
        .then()
        .statusCode(200);

    // Then
    assertThat(new Bus(bootstrapServers).received(key + "-1").getFirst().getIp()).isEqualTo(kept);
  }

  private static void define(String name, String spec, String key) {
    Given.define(name, spec);
    await()
        .atMost(SOON)
        .until(() -> sending(key).body(NOTHING).post("/v1/batch").statusCode() == 400);
  }
}
