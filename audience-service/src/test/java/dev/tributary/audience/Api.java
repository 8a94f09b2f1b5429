package dev.tributary.audience;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** The service's REST API, as those may call it who view or edit. */
final class Api {

  private Api() {}

  static long sizeOf(String audience) {
    return viewer()
        .get("/api/v1/audiences/" + audience + "/size")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getLong("members");
  }

  /** Returns once the definition is in force. */
  static void define(String plural, String name, String spec) {
    editor()
        .body(manifest(plural, name, spec))
        .put("/api/v1/" + plural + "/" + name)
        .then()
        .statusCode(200);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> statusOf(plural, name).getString("state").equals("live"));
  }

  static JsonPath statusOf(String plural, String name) {
    return viewer()
        .get("/api/v1/" + plural + "/" + name + "/status")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  static String manifest(String plural, String name, String spec) {
    var kind = plural.equals("audiences") ? "Audience" : "ComputedTrait";
    return "{apiVersion: tributary.dev/v1, kind: %s, metadata: {name: %s}, spec: %s}"
        .formatted(kind, name, spec);
  }

  static RequestSpecification viewer() {
    return given().header("Authorization", "Bearer test-viewer");
  }

  static RequestSpecification editor() {
    var encoding = encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT);
    return given()
        .config(config().encoderConfig(encoding))
        .header("Authorization", "Bearer test-editor")
        .contentType("application/yaml");
  }
}
