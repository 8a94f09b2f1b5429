package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one does before a destination is let loose: check its settings, try an event. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class TryingTest {

  private final String name = "try-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private Sink sink;

  @BeforeEach
  void open() {
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    sink.close();
  }

  @Test
  void checksTheSettingsByARequestThatChangesNothing() throws IOException {
    // Given
    bucket("s3cret");

    // When, Then
    check(200)
        .body("outcome", equalTo("passed"))
        .body("request.method", equalTo("GET"))
        .body("request.url", containsString("/lake?list-type=2"))
        .body("response.status", equalTo(200));
    assertThat(sink.received().getFirst().headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256");
    assertThat(balance(name).getInt("matched")).isZero();
  }

  @Test
  void saysWhyACheckFails() throws IOException {
    // Given
    bucket("s3cret");
    sink.behaving(Sink.answering(403, "<Code>InvalidAccessKeyId</Code> s3cret"));

    // When, Then
    check(200)
        .body("outcome", equalTo("failed"))
        .body("code", equalTo("refused"))
        .body("message", containsString("403"))
        .body("response.body", containsString("InvalidAccessKeyId"))
        .body(not(containsString("s3cret")));

    // When: the secret is not there any more
    Files.delete(RouterProfile.secrets().resolve(name));

    // Then
    check(200).body("outcome", equalTo("failed")).body("code", equalTo("secret_missing"));
    assertThat(sink.received()).hasSize(1);
  }

  @Test
  void checksNothingWithoutATestRequestADestinationOrTheRight() {
    define(name, Destinations.webhook(sink.url(), event));
    check(422).body("detail", containsString("no test request"));
    given()
        .auth()
        .oauth2("test-editor")
        .post("/api/v1/destinations/nobody-%s/check".formatted(name))
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2("test-viewer")
        .post("/api/v1/destinations/%s/check".formatted(name))
        .then()
        .statusCode(403);
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void showsWhatOneEventBecomesWithoutItsSecrets() throws IOException {
    // Given
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "s3cret\n");
    sink.behaving((request, exchange) -> Sink.answer(exchange, 200, "saw " + request.headers()));
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s", "secret": {"file": "%s"}},
         "events": {"trigger": "event = '%s'", "mapping": {"id": {"@path": "$.messageId"}}}}
        """
            .formatted(sink.url(), secret, event));

    // When
    var shown =
        given()
            .auth()
            .oauth2("test-editor")
            .contentType("application/json")
            .body(
                "{\"event\": {\"type\": \"track\", \"event\": \"%s\", \"messageId\": \"m1\"}}"
                    .formatted(event))
            .post("/api/v1/destinations/" + name + "/test");

    // Then
    shown
        .then()
        .statusCode(200)
        .body("results", hasSize(1))
        .body("results[0].outcome", equalTo("delivered"))
        .body("results[0].action", equalTo("send"))
        .body("results[0].payload.data.id", equalTo("m1"))
        .body("results[0].request.body", equalTo("{\"id\":\"m1\"}"))
        .body("results[0].request.headers.X-Signature", equalTo("***"))
        .body("results[0].response.status", equalTo(200))
        .body("results[0].response.body", containsString("saw"))
        .body(not(containsString("s3cret")));
    assertThat(balance(name).getInt("matched")).isZero();
  }

  @Test
  void refusesATestThatIsNone() {
    define(name, Destinations.webhook(sink.url(), event));
    for (var body :
        List.of(
            "{}",
            "{\"event\": 5}",
            "[]",
            "x",
            "{\"event\": {}, \"actoin\": \"send\"}",
            "{\"event\": {}, \"action\": \"fly\"}")) {
      given()
          .auth()
          .oauth2("test-editor")
          .contentType("application/json")
          .body(body)
          .post("/api/v1/destinations/" + name + "/test")
          .then()
          .statusCode(anyOf(equalTo(400), equalTo(422)));
    }
    given()
        .auth()
        .oauth2("test-viewer")
        .contentType("application/json")
        .body("{\"event\": {}}")
        .post("/api/v1/destinations/" + name + "/test")
        .then()
        .statusCode(403);
    assertThat(sink.received()).isEmpty();
  }

  private void bucket(String secret) throws IOException {
    var file = Files.writeString(RouterProfile.secrets().resolve(name), secret);
    define(
        name,
        """
        {"connector": "amazon-s3",
         "settings": {"endpoint": "%s", "region": "eu-central-1", "bucket": "lake",
                      "accessKeyId": "AKIA", "secretAccessKey": {"file": "%s"}},
         "actions": [{"action": "write", "trigger": "event = '%s'"}]}
        """
            .formatted(sink.url().replace("/hook", ""), file, event));
  }

  private ValidatableResponse check(int status) {
    return given()
        .auth()
        .oauth2("test-editor")
        .post("/api/v1/destinations/%s/check".formatted(name))
        .then()
        .statusCode(status);
  }
}
