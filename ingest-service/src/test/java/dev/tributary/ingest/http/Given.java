package dev.tributary.ingest.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** What the tests of the API begin with. */
final class Given {

  static final String KEY = "test-key";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Given() {}

  /** Defines the source {@code test} and waits until its key is known. */
  static void aSource() {
    define("test", "{\"writeKeys\":[\"" + KEY + "\"]}");
    await()
        .atMost(PATIENCE)
        .until(() -> sending(KEY).body("{\"batch\":[]}").post("/v1/batch").statusCode() == 400);
  }

  /** Defines a source and waits until the service has stored it. */
  static void define(String name, String spec) {
    await().atMost(PATIENCE).until(() -> put(name, spec).statusCode() < 300);
  }

  static io.restassured.response.Response put(String name, String spec) {
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

  /** A request that carries the key as Basic user name. */
  static RequestSpecification sending(String key) {
    return RestAssured.given().auth().preemptive().basic(key, "").contentType(ContentType.JSON);
  }

  static void ready() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            RestAssured.get("/q/health/ready").then().statusCode(200).body("status", is("UP")));
  }
}
