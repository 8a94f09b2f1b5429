package dev.tributary.router.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;

/** The router's API as a user's client calls it. */
public final class Destinations {

  private static final Duration SOON = Duration.ofSeconds(30);

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

  /** Waits for a count, and checks that then the whole balances. */
  public static void awaitBalance(String name, String field, int value) {
    await().pollDelay(Duration.ZERO).atMost(SOON).until(() -> balance(name).getInt(field) == value);
    var balance = balance(name);
    assertThat(balance.getLong("matched"))
        .isEqualTo(
            balance.getLong("delivered")
                + balance.getLong("dead")
                + balance.getLong("pending")
                + balance.<String, Integer>getMap("discarded").values().stream()
                    .mapToLong(Integer::longValue)
                    .sum());
  }

  /** A webhook that wants every event of a name. */
  public static String webhook(String url, String event) {
    return "{\"connector\":\"webhook\",\"settings\":{\"url\":\"%s\"},\"events\":{\"trigger\":\"event = '%s'\"}}"
        .formatted(url, event);
  }
}
