package dev.tributary.platform.definitions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One service through outages: it starts with nothing there, and later loses each in turn. */
@QuarkusTest
@TestProfile(OutageTest.Impatient.class)
@WithTestResource(
    value = MortalServers.class,
    initArgs = @ResourceArg(name = "start", value = "down"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject DefinitionsFeed feed;
  @Inject SampleKinds.Listener listener;

  Servers servers;

  /** Does not wait for a server that is away as long as in production. */
  public static final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "tributary.definitions.publish-timeout", "PT4S",
          "tributary.definitions.catch-up-timeout", "PT4S");
    }
  }

  @Test
  @Order(1)
  void waitsForKafkaAndPostgresWhenItStartsFirst() {
    // Given
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(503);
    put("early").statusCode(503).header("Retry-After", notNullValue());

    // When
    servers.restartPostgres();
    given().get("/q/health/ready").then().statusCode(503);
    servers.restartKafka();

    // Then
    await().atMost(PATIENCE).untilAsserted(() -> ready(200));
    put("early").statusCode(200);
    feed.catchUp();
    assertThat(feed.find(source("early"))).isPresent();
  }

  @Test
  @Order(2)
  void keepsWhatIsInForceAndPublishesAChangeOnceKafkaIsBack() {
    // Given
    servers.killKafka();

    // When
    put("late")
        .statusCode(503)
        .body("type", equalTo("urn:tributary:problem:unavailable"))
        .header("Retry-After", notNullValue());

    // Then
    assertThat(feed.find(source("early"))).isPresent();
    servers.restartKafka();
    await().atMost(PATIENCE).until(() -> !listener.versionsOf("late").isEmpty());
    put("late").statusCode(200).body("metadata.version", equalTo(1));
    await().atMost(PATIENCE).untilAsserted(() -> ready(200));
  }

  @Test
  @Order(3)
  void saysThatPostgresIsAwayAndRecovers() {
    // Given
    servers.killPostgres();

    // When, then
    put("third").statusCode(503).body("type", equalTo("urn:tributary:problem:unavailable"));
    ready(503);
    assertThat(feed.find(source("early"))).isPresent();

    // When, then
    servers.restartPostgres();
    await().atMost(PATIENCE).untilAsserted(() -> ready(200));
    put("third").statusCode(200).body("metadata.version", equalTo(1));
  }

  private static void ready(int status) {
    given().get("/q/health/ready").then().statusCode(status);
  }

  private static DefinitionKey source(String name) {
    return new DefinitionKey(Kind.SOURCE, name);
  }

  private static ValidatableResponse put(String name) {
    return given()
        .header("Authorization", "Bearer test-editor")
        .contentType("application/json")
        .body(
            """
            {"apiVersion":"tributary.dev/v1","kind":"Source","metadata":{"name":"%s"},
             "spec":{"writeKeys":["a"]}}
            """
                .formatted(name))
        .put("/api/v1/sources/" + name)
        .then();
  }
}
