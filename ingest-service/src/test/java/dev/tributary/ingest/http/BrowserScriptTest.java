package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static dev.tributary.ingest.http.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that web pages load, and the paths that say nothing of what they are for. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class BrowserScriptTest {

  private static final String SCRIPT = "/analytics.js/v1/" + KEY + "/analytics.min.js";
  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @BeforeEach
  void given() {
    Given.aSource();
  }

  @Test
  void givesSegmentsOwnScriptWithTheSettingsInIt() {
    // When
    var script = RestAssured.get(SCRIPT).then().statusCode(200).extract();

    // Then
    assertThat(script.contentType()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(script.asString())
        .startsWith("/*! @segment/analytics-next")
        .contains("writeKey: \"" + KEY + "\"")
        .contains("\"apiKey\":\"" + KEY + "\"")
        .contains("/analytics-next/bundles/")
        .doesNotContainPattern("@[A-Z_]+@")
        .hasSizeGreaterThan(100_000);
  }

  @Test
  void givesItCompressedToWhoCanReadThatAndNotAgainToWhoHasIt() {
    // When
    var asItComes =
        RestAssured.given()
            .config(
                RestAssuredConfig.config()
                    .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
            .header("Accept-Encoding", "br, gzip")
            .get(SCRIPT);

    // Then
    assertThat(asItComes.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(asItComes.asByteArray()).hasSizeLessThan(50_000).startsWith(0x1f, 0x8b);
    RestAssured.given()
        .header("If-None-Match", asItComes.header("ETag"))
        .get(SCRIPT)
        .then()
        .statusCode(304);
  }

  @Test
  void givesEveryPartThatTheScriptMayLoad() {
    // Given
    var script = RestAssured.get(SCRIPT).asString();
    var names = Pattern.compile("([0-9]+):\"([a-zA-Z-]+)\"").matcher(script).results().toList();
    var hashes = Pattern.compile("([0-9]+):\"([0-9a-f]{20})\"").matcher(script).results().toList();

    // Then
    assertThat(hashes).hasSizeGreaterThan(5);
    for (var hash : hashes) {
      var name =
          names.stream()
              .filter(each -> each.group(1).equals(hash.group(1)))
              .map(each -> each.group(2))
              .findFirst()
              .orElse(hash.group(1));
      RestAssured.get("/analytics-next/bundles/%s.bundle.%s.js".formatted(name, hash.group(2)))
          .then()
          .statusCode(200)
          .header("Cache-Control", "max-age=31536000, immutable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/analytics.js/v1/nobody/analytics.min.js",
        "/analytics-next/bundles/index.js",
        "/analytics-next/bundles/..%2f..%2fLICENSE.MD",
        "/analytics-next/bundles/a.bundle.b.js"
      })
  void answers404WhereThereIsNoSuchScript(String path) {
    RestAssured.given().urlEncodingEnabled(false).get(path).then().statusCode(404);
  }

  @Test
  void takesTheSameBelowAPathOfTheSource() {
    // Given
    Given.define("quiet", "{\"writeKeys\":[\"quiet\"],\"paths\":[\"wind\",\"n4\"]}");
    await().atMost(SOON).until(() -> RestAssured.get("/wind/script.js").statusCode() == 200);

    // When
    var script = RestAssured.get("/wind/script.js").asString();
    for (var path : new String[] {"/wind/t", "/n4/v1/track"}) {
      RestAssured.given()
          .body("{\"messageId\":\"quiet-%s\",\"userId\":\"u\",\"event\":\"e\"}".formatted(path))
          .post(path)
          .then()
          .statusCode(200);
    }
    sending("nobody").body("{}").post("/wind/t").then().statusCode(401);

    // Then
    assertThat(script).contains("\"/parts/\"").contains("\"/wind\"");
    assertThat(script).doesNotContain("/analytics-next/bundles");
    assertThat(new Bus(bootstrapServers).received("quiet-"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getSource()).isEqualTo("quiet"));
    RestAssured.get("/wind/settings")
        .then()
        .body("integrations.'Segment.io'.apiHost", endsWith(":" + RestAssured.port + "/wind"));
    RestAssured.get("/wind/nothing").then().statusCode(404);
  }

  @Test
  void refusesAPathOfAnotherSourceOrOfItsOwn() {
    // Given
    Given.define("first", "{\"writeKeys\":[\"first\"],\"paths\":[\"mine\"]}");

    // Then
    Given.put("second", "{\"writeKeys\":[\"second\"],\"paths\":[\"mine\"]}")
        .then()
        .statusCode(422)
        .body("violations[0].path", equalTo("spec.paths[0]"));
    for (var path : new String[] {"v1", "api", "Q", "a/b", "x"}) {
      assertThat(
              Given.put("third", "{\"writeKeys\":[\"third\"],\"paths\":[\"" + path + "\"]}")
                  .statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void takesWhatRudderStacksUsersPutBelowRudder() {
    sending(KEY)
        .body("{\"messageId\":\"rudder-1\",\"userId\":\"u\",\"event\":\"e\"}")
        .post("/rudder/v1/track")
        .then()
        .statusCode(200);
    sending(KEY).get("/rudder/sourceConfig/").then().statusCode(200);
  }
}
