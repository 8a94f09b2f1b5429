package dev.tributary.router.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class DestinationsApiTest {

  private static final String GOOD = Destinations.webhook("http://127.0.0.1:1/hook", "Never Sent");

  @Test
  void refusesAudiencesAndTraitsThatDoNotExist() {
    Destinations.put(
            "api-missing",
            """
            {"connector": "webhook", "settings": {"url": "http://x.example/"},
             "audiences": ["nobody_made_this"], "traits": ["nor_this"]}
            """)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tributary:problem:invalid-definition"))
        .body("violations.path", contains("spec.audiences[0]", "spec.traits[0]"));
  }

  @Test
  void refusesADebounceOutOfBoundsAndADebouncedTraitThatDoesNotExist() {
    Destinations.put(
            "api-debounce",
            """
            {"connector": "webhook", "settings": {"url": "http://x.example/"},
             "traits": [{"name": "nor_this", "debounce": "25h"}]}
            """)
        .statusCode(422)
        .body(
            "violations.path",
            containsInAnyOrder("spec.traits[0].debounce", "spec.traits[0].name"));
  }

  @Test
  void namesEveryWrongPathAndKeepsTheRunningVersion() {
    // Given
    Destinations.define("api-kept", GOOD);

    // When
    Destinations.put(
            "api-kept",
            """
            {"connector": "webhook", "colour": "red", "settings": {"url": "nowhere", "secret": "hunter2"},
             "events": {"trigger": "type ="}, "audiences": ["nobody_made_this"]}
            """)
        .statusCode(422)
        .body(
            "violations.path",
            hasItems(
                "spec.colour",
                "spec.settings.url",
                "spec.settings.secret",
                "spec.events.trigger",
                "spec.audiences[0]"))
        .body(not(containsString("hunter2")));

    // Then
    viewer().get("/api/v1/destinations/api-kept").then().body("metadata.version", equalTo(1));
    viewer().get("/api/v1/destinations/api-kept/balance").then().body("version", equalTo(1));
  }

  @Test
  void answersBothTheDefinitionAndItsBalance() {
    // Given
    Destinations.define("api-both", GOOD);

    // Then
    viewer().get("/api/v1/destinations").then().statusCode(200);
    viewer()
        .get("/api/v1/destinations/api-both")
        .then()
        .statusCode(200)
        .body("kind", equalTo("Destination"));
    viewer().get("/api/v1/destinations/api-both/versions").then().statusCode(200);
    viewer()
        .get("/api/v1/destinations/api-both/balance")
        .then()
        .statusCode(200)
        .body("destination", equalTo("api-both"))
        .body("matched", equalTo(0))
        .body("pending", equalTo(0));
  }

  @Test
  void tellsABalanceOnlyToThoseWhoMayKnowAndOnlyOfWhatThereIs() {
    given().get("/api/v1/destinations/api-none/balance").then().statusCode(401);
    viewer()
        .get("/api/v1/destinations/api-none/balance")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:tributary:problem:not-found"));
  }

  private static RequestSpecification viewer() {
    return given().auth().oauth2("test-viewer");
  }
}
