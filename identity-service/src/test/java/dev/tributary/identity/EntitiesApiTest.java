package dev.tributary.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of accounts, households and links, and how it is answered. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class EntitiesApiTest extends EntitiesOnTheBus {

  @Test
  void anAccountAndItsMembersAreReadPageByPage() {
    // Given
    for (int i = 0; i < 5; i++) {
      group("u" + i, "acme", "{\"plan\":\"pro\"}", i);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(5));
    var path = "/api/v1/entities/accounts/acme" + run;

    // When
    var account = given().auth().oauth2("test-viewer").get(path);
    var users = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          given()
              .auth()
              .oauth2("test-viewer")
              .queryParam("limit", 2)
              .queryParam("cursor", cursor)
              .get(path + "/members")
              .jsonPath();
      users.addAll(page.getList("data.identifiers.user_id.flatten()", String.class));
      cursor = page.getString("cursor");
    } while (!cursor.isEmpty());

    // Then
    assertThat(account.jsonPath().getString("traits.plan.value")).isEqualTo("pro");
    assertThat(users)
        .containsExactlyInAnyOrder("u0" + run, "u1" + run, "u2" + run, "u3" + run, "u4" + run);
    for (var bad : List.of("/members?limit=0", "/members?limit=1001", "/members?cursor=x")) {
      given().auth().oauth2("test-viewer").get(path + bad).then().statusCode(422);
    }
    given().auth().oauth2("test-viewer").get(path + "x").then().statusCode(404);
    given().auth().oauth2("test-viewer").get(path + "x/members").then().statusCode(404);
    given().auth().oauth2("test-viewer").get("/api/v1/entities/nix/1").then().statusCode(404);
    given().get(path).then().statusCode(401);
  }

  @Test
  void linksAreReadBothWaysAsSegmentTellsThem() {
    // Given
    group("u1", "acme", "{\"plan\":\"pro\",\"seats\":5}", 1);
    group("u2", "acme", "{}", 2);
    group("u1", "umbrella", "{}", 3);
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(2));
    await().atMost(SOON).untilAsserted(() -> assertThat(members("umbrella")).hasSize(1));
    var user = "users/profiles/user_id:u1" + run;
    var account = "accounts/profiles/group_id:acme" + run;

    // When
    var first = profileApi(user + "/links?limit=1").jsonPath();
    var second =
        profileApi(user + "/links?limit=1&next=" + first.getString("cursor.next")).jsonPath();
    var users = profileApi(account + "/links").jsonPath();

    // Then
    assertThat(first.getString("data[0].to_collection")).isEqualTo("accounts");
    assertThat(first.getString("data[0].external_ids[0].id")).isEqualTo("acme" + run);
    assertThat(first.getString("data[0].external_ids[0].type")).isEqualTo("group_id");
    assertThat(first.getBoolean("cursor.has_more")).isTrue();
    assertThat(second.getString("data[0].external_ids[0].id")).isEqualTo("umbrella" + run);
    assertThat(second.getBoolean("cursor.has_more")).isFalse();
    assertThat(users.getList("data.external_ids.id.flatten()", String.class))
        .containsExactlyInAnyOrder("u1" + run, "u2" + run);
    assertThat(users.getString("data[0].to_collection")).isEqualTo("users");
    var traits = profileApi(account + "/traits?include=plan&verbose=true").jsonPath();
    assertThat(traits.getString("traits.plan.value")).isEqualTo("pro");
    assertThat(traits.getString("traits.plan.source_id")).isEqualTo("shop");
    assertThat(profileApi(account + "/traits").jsonPath().getInt("traits.seats")).isEqualTo(5);
    assertThat(profileApi(account + "/external_ids").jsonPath().getString("data[0].id"))
        .isEqualTo("acme" + run);
    assertThat(profileApi(account + "/metadata").jsonPath().getString("metadata.first_source_id"))
        .isEqualTo("shop");
    assertThat(profileApi(user + "/external_ids").statusCode()).isEqualTo(200);
  }

  @Test
  void linksRefuseAsSegmentRefuses() {
    for (var bad :
        List.of(
            "accounts/profiles/acme/links",
            "accounts/profiles/group_id:/links",
            "users/profiles/x/links",
            "users/profiles/user_id:1/links?limit=0",
            "users/profiles/user_id:1/links?next=*")) {
      var response = profileApi(bad);
      assertThat(response.statusCode()).as(bad).isEqualTo(400);
      assertThat(response.jsonPath().getString("error.code")).isEqualTo("validation_error");
    }
    for (var nothing :
        List.of(
            "accounts/profiles/group_id:nobody-" + run + "/links",
            "nix/profiles/id:1/traits",
            "users/profiles/user_id:nobody-" + run + "/links")) {
      var response = profileApi(nothing);
      assertThat(response.statusCode()).as(nothing).isEqualTo(404);
      assertThat(response.jsonPath().getString("error.code")).isEqualTo("not_found");
    }
    given()
        .get("/v1/spaces/default/collections/accounts/profiles/group_id:a/links")
        .then()
        .statusCode(401);
  }

  @Test
  void theDefinitionsApiAnswersBesideIt() {
    // Given
    var name = "beside-" + run;
    define(name, 2);

    // Then
    for (var path : List.of("", "/versions")) {
      given()
          .auth()
          .oauth2("test-viewer")
          .get("/api/v1/entities/" + name + path)
          .then()
          .statusCode(200);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    given()
                        .auth()
                        .oauth2("test-viewer")
                        .get("/api/v1/entities/" + name + "/status")
                        .jsonPath()
                        .getString("state"))
                .isEqualTo("live"));
  }

  @Test
  void aDefinitionIsRefusedWithThePathOfEachFault() {
    // When
    var response =
        given()
            .auth()
            .oauth2("test-editor")
            .contentType("application/json")
            .body(
                """
                {"apiVersion":"tributary.dev/v1","kind":"Entity","metadata":{"name":"bad"},
                 "spec":{"derive":{"keys":[["address.street"],[],"x",["traits.a","traits.a"]],
                                   "atMost":0,"att":1}}}
                """)
            .put("/api/v1/entities/bad");

    // Then
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.jsonPath().getList("violations.path", String.class))
        .containsExactlyInAnyOrder(
            "spec.derive.keys[0][0]",
            "spec.derive.keys[1]",
            "spec.derive.keys[2]",
            "spec.derive.keys[3][1]",
            "spec.derive.atMost",
            "spec.derive.att");
  }

  private static Response profileApi(String path) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get("/v1/spaces/default/collections/" + path);
  }
}
