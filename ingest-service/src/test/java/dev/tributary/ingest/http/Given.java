package dev.tributary.ingest.http;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** What the tests of the API begin with. */
final class Given {

  static final String KEY = "test-key";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Given() {}

  /** Defines the source {@code test}, if nobody has, and waits until its key is known. */
  static void aSource() {
    if (!isKnown()) {
      define("test", "{\"writeKeys\":[\"" + KEY + "\"]}");
      await().atMost(PATIENCE).until(Given::isKnown);
    }
  }

  /** An empty batch is refused for what it is only where the key is known. */
  private static boolean isKnown() {
    return sending(KEY).body("{\"batch\":[]}").post("/v1/batch").statusCode() == 400;
  }

  /** Defines a source and waits until the service has stored it. */
  static void define(String name, String spec) {
    await().atMost(PATIENCE).until(() -> put(name, spec).statusCode() < 300);
  }

  /** The answer to a definition. */
  static Response put(String name, String spec) {
    return RestAssured.given()
        .header("Authorization", "Bearer test-admin")
        .contentType(ContentType.JSON)
        .body(
            "{\"apiVersion\":\"tributary.dev/v1\",\"kind\":\"Source\",\"metadata\":{\"name\":\""
                + name
                + "\"},\"spec\":"
                + spec
                + "}")
        .put("/api/v1/sources/" + name);
  }

  /** How often a metric has counted an outcome. */
  static double counted(String metric, String outcome) {
    var line = metric + "{outcome=\"" + outcome + "\"} ";
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
        .findFirst()
        .orElse(0);
  }

  /** A request that carries the key as Basic user name. */
  static RequestSpecification sending(String key) {
    return RestAssured.given().auth().preemptive().basic(key, "").contentType(ContentType.JSON);
  }
}
