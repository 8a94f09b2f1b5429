package dev.tributary.identity.linkage;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;

/** Linkage as a person uses it. */
final class LinkageApi {

  static final Duration SOON = Duration.ofMinutes(1);
  static final String RUNS = "/api/v1/soft-links/runs";

  private LinkageApi() {}

  static String start(String body) {
    return await()
        .atMost(SOON)
        .until(
            () -> given().auth().oauth2("test-editor").body(body).post(RUNS),
            answer -> answer.statusCode() == 202)
        .jsonPath()
        .getString("id");
  }

  static JsonPath ended(String id) {
    return await()
        .atMost(SOON)
        .until(() -> get(RUNS + "/" + id), answer -> answer.getString("endedAt") != null);
  }

  static JsonPath get(String path) {
    return given().auth().oauth2("test-viewer").get(path).jsonPath();
  }

  static void post(String path, int status) {
    given().auth().oauth2("test-editor").post(path).then().statusCode(status);
  }

  static JsonPath links(String name, double threshold) {
    return get("/api/v1/profiles/" + name + "/soft-links?threshold=" + threshold);
  }
}
