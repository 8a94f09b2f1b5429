package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
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
