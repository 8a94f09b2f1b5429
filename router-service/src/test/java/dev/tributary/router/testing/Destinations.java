package dev.tributary.router.testing;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** The router's API as a user's client calls it. */
public final class Destinations {

  private Destinations() {}

  /** Defines one; it must be accepted. */
  public static void define(String name, String spec) {
    put(name, spec).statusCode(200);
  }

  public static ValidatableResponse put(String name, String spec) {
    return given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(
            "{\"apiVersion\":\"tributary.dev/v1\",\"kind\":\"Destination\",\"metadata\":{\"name\":\"%s\"},\"spec\":%s}"
                .formatted(name, spec))
        .put("/api/v1/destinations/" + name)
        .then();
  }

  public static void delete(String name) {
    given()
        .auth()
        .oauth2("test-editor")
        .delete("/api/v1/destinations/" + name)
        .then()
        .statusCode(204);
  }

  public static JsonPath balance(String name) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/api/v1/destinations/" + name + "/balance")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** A webhook that wants every event of a name. */
  public static String webhook(String url, String event) {
    return "{\"connector\":\"webhook\",\"settings\":{\"url\":\"%s\"},\"events\":{\"trigger\":\"event = '%s'\"}}"
        .formatted(url, event);
  }
}
