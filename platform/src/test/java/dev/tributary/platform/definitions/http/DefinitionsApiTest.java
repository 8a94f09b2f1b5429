package dev.tributary.platform.definitions.http;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.SampleKinds;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The admin API as callers meet it, over HTTP, on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class DefinitionsApiTest {

  @Inject DefinitionsFeed feed;
  @Inject SampleKinds.Listener listener;

  @Test
  void putsADefinitionInForceBeforeItAnswers() {
    // When
    editor()
        .body(source("in-force", "[key]"))
        .put("/api/v1/sources/in-force")
        .then()
        .statusCode(200)
        .body("kind", equalTo("Source"))
        .body("metadata.name", equalTo("in-force"))
        .body("metadata.version", equalTo(1))
        .body("metadata.origin", equalTo("api"))
        .body("metadata.author", equalTo("editor"))
        .body("metadata.changedAt", notNullValue())
        .body("spec.writeKeys", contains("key"));

    // Then
    feed.catchUp();
    assertThat(feed.find(new DefinitionKey(Kind.SOURCE, "in-force"))).isPresent();
    assertThat(listener.versionsOf("in-force")).hasSize(1);
  }

  @Test
  void makesNoNewVersionOfTheSameSpec() {
    // Given
    editor().body(source("same", "[a]")).put("/api/v1/sources/same").then().statusCode(200);

    // When
    editor()
        .body(source("same", "[a]"))
        .put("/api/v1/sources/same")
        .then()
        .statusCode(200)
        .body("metadata.version", equalTo(1));

    // Then
    viewer()
        .get("/api/v1/sources/same/versions")
        .then()
        .body("items.metadata.version", contains(1));
  }

  @Test
  void goesOnCountingVersionsAfterADeletion() {
    // Given
    editor().body(source("again", "[a]")).put("/api/v1/sources/again").then().statusCode(200);
    editor().delete("/api/v1/sources/again").then().statusCode(204);
    viewer().get("/api/v1/sources/again").then().statusCode(404);
    await().until(() -> listener.wasToldOfTheEndOf("again"));

    // When
    editor()
        .body(source("again", "[a]"))
        .put("/api/v1/sources/again")
        .then()
        .body("metadata.version", equalTo(3));

    // Then
    viewer()
        .get("/api/v1/sources/again/versions")
        .then()
        .body("items.metadata.version", contains(3, 2, 1))
        .body("items.metadata.deleted", contains(null, true, null));
  }

  @Test
  void namesEveryWrongPathAndKeepsTheVersionInForce() {
    // Given
    editor().body(source("kept", "[a]")).put("/api/v1/sources/kept").then().statusCode(200);

    // When
    editor()
        .body(
            """
            {apiVersion: tributary.dev/v1, kind: Source, metadata: {name: kept},
             spec: {writeKeys: 5, keep: long, colour: red}}
            """)
        .put("/api/v1/sources/kept")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tributary:problem:invalid-definition"))
        .body("violations.path", containsInAnyOrder("spec.writeKeys", "spec.keep", "spec.colour"));

    // Then
    viewer().get("/api/v1/sources/kept").then().body("metadata.version", equalTo(1));
  }

  @Test
  void refusesAnEnvelopeThatDoesNotFitThePath() {
    editor()
        .body("{apiVersion: v9, kind: Audience, metadata: {name: other}, spec: {}}")
        .put("/api/v1/sources/mine")
        .then()
        .statusCode(422)
        .body("violations.path", containsInAnyOrder("apiVersion", "kind", "metadata.name"));
  }

  @Test
  void refusesAKindItDoesNotOwn() {
    viewer().get("/api/v1/audiences").then().statusCode(404).body("status", equalTo(404));
    viewer().get("/api/v1/nonsense").then().statusCode(404);
  }

  @Test
  void refusesToDeleteWhatIsUsed() {
    // Given
    editor().body(source("needed-1", "[a]")).put("/api/v1/sources/needed-1").then().statusCode(200);

    // When, then
    editor()
        .delete("/api/v1/sources/needed-1")
        .then()
        .statusCode(409)
        .body("violations.path", contains("Destination/hook"));
  }

  @Test
  void keepsWhatCameFromAFileReadOnlyForTheApi() {
    // Given
    editor()
        .header("X-Tributary-Origin", "file")
        .body(source("filed", "[a]"))
        .put("/api/v1/sources/filed")
        .then()
        .statusCode(200)
        .body("metadata.origin", equalTo("file"));

    // When, then
    editor().body(source("filed", "[b]")).put("/api/v1/sources/filed").then().statusCode(409);
    editor().delete("/api/v1/sources/filed").then().statusCode(409);
    editor()
        .header("X-Tributary-Origin", "file")
        .delete("/api/v1/sources/filed")
        .then()
        .statusCode(204);
  }

  @Test
  void readsJsonToo() {
    with("test-editor", "application/json")
        .body(
            """
            {"apiVersion":"tributary.dev/v1","kind":"Source","metadata":{"name":"json"},
             "spec":{"writeKeys":["a"]}}
            """)
        .put("/api/v1/sources/json")
        .then()
        .statusCode(200);
    viewer().get("/api/v1/sources").then().body("items.metadata.name", hasItem("json"));
  }

  @Test
  void refusesABodyThatIsNoDefinitionAtAll() {
    for (var body : new String[] {"", "{", "[1", "a: *b", "- x"}) {
      int status = editor().body(body).put("/api/v1/sources/odd").statusCode();
      assertThat(status).as(body).isIn(400, 422);
    }
    editor().body("x".repeat(1_100_000)).put("/api/v1/sources/odd").then().statusCode(413);
    editor().body(source("x y", "[a]")).put("/api/v1/sources/x y").then().statusCode(422);
  }

  @Test
  void refusesAnAliasBombCheaply() {
    var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (char level = 'b'; level < 'k'; level++) {
      char below = (char) (level - 1);
      bomb.append(level).append(": &").append(level).append(" [");
      bomb.append(("*" + below + ",").repeat(9)).append("*").append(below).append("]\n");
    }
    editor().body(bomb.toString()).put("/api/v1/sources/bomb").then().statusCode(400);
  }

  @Test
  void validatesWithoutStoring() {
    viewer()
        .body(source("dry", "[a]"))
        .post("/api/v1/sources/dry/validate")
        .then()
        .statusCode(200)
        .body("valid", equalTo(true));
    viewer().body(source("dry", "5")).post("/api/v1/sources/dry/validate").then().statusCode(422);
    viewer().get("/api/v1/sources/dry").then().statusCode(404);
  }

  @Test
  void asksForATokenAndARole() {
    given()
        .get("/api/v1/sources")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Bearer"))
        .contentType("application/problem+json")
        .body("type", equalTo("urn:tributary:problem:unauthorized"));
    given().header("Authorization", "Bearer wrong").get("/api/v1/sources").then().statusCode(401);
    viewer()
        .body(source("x", "[a]"))
        .put("/api/v1/sources/x")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:tributary:problem:forbidden"))
        .body("violations", nullValue());
    with("test-admin", "application/yaml")
        .body(source("by-admin", "[a]"))
        .put("/api/v1/sources/by-admin")
        .then()
        .statusCode(200);
  }

  @Test
  void answersInProblemsWhereNothingIsOffered() {
    viewer().get("/nowhere").then().statusCode(404);
    viewer()
        .patch("/api/v1/sources")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    with("test-editor", "text/csv")
        .body("a,b")
        .put("/api/v1/sources/csv")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void isReadyAndShowsItsMetrics() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    assertThat(given().get("/q/metrics").asString())
        .contains("tributary_definitions_records_total");
  }

  private static RequestSpecification editor() {
    return with("test-editor", "application/yaml");
  }

  private static RequestSpecification viewer() {
    return with("test-viewer", "application/yaml");
  }

  private static RequestSpecification with(String token, String mediaType) {
    var encoding = encoderConfig().encodeContentTypeAs(mediaType, ContentType.TEXT);
    return given()
        .config(config().encoderConfig(encoding))
        .header("Authorization", "Bearer " + token)
        .contentType(mediaType);
  }

  private static String source(String name, String writeKeys) {
    return """
    apiVersion: tributary.dev/v1
    kind: Source
    metadata: {name: %s}
    spec: {writeKeys: %s}
    """
        .formatted(name, writeKeys);
  }
}
