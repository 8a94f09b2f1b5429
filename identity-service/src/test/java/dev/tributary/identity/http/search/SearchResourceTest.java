package dev.tributary.identity.http.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class SearchResourceTest {

  @Inject Resolver resolver;
  @Inject Migrations migrations;

  private final String run = UUID.randomUUID().toString();
  private long birth = ThreadLocalRandom.current().nextLong(1L << 60);

  @BeforeEach
  void migrated() {
    migrations.await(Duration.ofMinutes(1));
  }

  @Test
  void findsWhoeverHasAnIdentifierOfWhicheverType() {
    // Given
    Map<String, Json> traits = Map.of("plan", Json.of("pro"));
    var profile = resolve(1, traits, "user_id:" + run, "email:jane-" + run + "@x.org");
    var other = resolve(1, Map.of(), "anonymous_id:" + run);
    resolve(1, Map.of(), "braze_id:b" + run);

    // Then
    search("query", "Jane-" + run + "@X.org")
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data[0].profileId", equalTo(profile))
        .body("data[0].identifiers.user_id", contains(run))
        .body("data[0].traits.plan", equalTo("pro"))
        .body("cursor", equalTo(""));
    search("query", profile).body("data.profileId", contains(profile));
    search("query", "braze_id:b" + run).body("data", hasSize(1));
    search("query", "nobody" + run).body("data", hasSize(0));
    assertThat(search("query", run).extract().<List<String>>path("data.profileId"))
        .containsExactlyInAnyOrder(profile, other);
    var page = given().auth().oauth2("test-viewer").param("query", run).param("limit", "1");
    String cursor =
        page.get("/api/v1/profiles")
            .then()
            .body("data", hasSize(1))
            .body("cursor", notNullValue())
            .extract()
            .path("cursor");
    page.param("cursor", cursor)
        .get("/api/v1/profiles")
        .then()
        .body("data", hasSize(1))
        .body("cursor", equalTo(""));
  }

  @Test
  void pagesThroughAllWhoseTraitHasAValueNow() {
    // Given
    var expected = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      expected.add(resolve(1, Map.of("plan", Json.of(run)), "user_id:" + i + run));
    }
    resolve(2, Map.of("plan", Json.of("other" + run)), "user_id:0" + run);
    resolve(1, Map.of("city", Json.of(run)), "user_id:8" + run);
    expected.removeFirst();

    // When
    var found = new ArrayList<String>();
    String cursor = "";
    do {
      var page =
          given()
              .auth()
              .oauth2("test-viewer")
              .params("trait", "plan", "value", run, "limit", "2", "cursor", cursor)
              .get("/api/v1/profiles")
              .then()
              .statusCode(200)
              .extract();
      found.addAll(page.path("data.profileId"));
      cursor = page.path("cursor");
    } while (!cursor.isEmpty());

    // Then
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void findsNumbersAndTruthsAsTheyWereSent() {
    // Given
    var name = "t" + run;
    var number = resolve(1, Map.of(name, Json.of(30)), "user_id:n" + run);
    var text = resolve(1, Map.of(name, Json.of("30")), "user_id:t" + run);
    var truth = resolve(1, Map.of(name, Json.Bool.TRUE), "user_id:b" + run);

    // Then
    assertThat(byTrait(name, "30")).containsExactlyInAnyOrder(number, text);
    assertThat(byTrait(name, "true")).containsExactly(truth);
    assertThat(byTrait(name, "3e1")).isEmpty();
  }

  @Test
  void refusesWhatIsNoSearch() {
    for (var parameters :
        List.of(
            Map.of("query", ""),
            Map.of("query", "x".repeat(501)),
            Map.of("query", "a\0b"),
            Map.of("trait", "plan"),
            Map.of("value", "x"),
            Map.of("query", "x", "trait", "plan", "value", "x"),
            Map.of("trait", "plan", "value", "a\0b"),
            Map.of("trait", "plan", "value", "x".repeat(201)),
            Map.of("query", "x", "limit", "0"),
            Map.of("query", "x", "limit", "101"),
            Map.of("query", "x", "cursor", "nonsense"),
            Map.<String, String>of())) {
      given()
          .auth()
          .oauth2("test-viewer")
          .params(parameters)
          .get("/api/v1/profiles")
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:tributary:problem:invalid-value"));
    }
    given().get("/api/v1/profiles?query=x").then().statusCode(401);
  }

  private static List<String> byTrait(String name, String value) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .params("trait", name, "value", value)
        .get("/api/v1/profiles")
        .then()
        .statusCode(200)
        .extract()
        .path("data.profileId");
  }

  private static ValidatableResponse search(String parameter, String value) {
    return given()
        .auth()
        .oauth2("test-viewer")
        .param(parameter, value)
        .get("/api/v1/profiles")
        .then();
  }

  private String resolve(long second, Map<String, Json> traits, String... identifiers) {
    var event = Histories.event(birth++, second, traits, identifiers);
    return resolver
        .resolve(List.of(event), Rules.DEFAULT)
        .resolutions()
        .getFirst()
        .decision()
        .profile()
        .text();
  }
}
