package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityDirectory.Position;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From group calls and traits on the bus to what is stored, answered and told. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class EntitiesTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject EntityDirectory directory;
  @Inject ProfileStore profiles;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(servers);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void aGroupCallMakesAnAccountAMemberAndTellsBoth() {
    // When
    group("u1", "acme", "{\"name\":\"Acme\",\"seats\":5}", 10);

    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(1));
    assertThat(traits("acme")).isEqualTo(Map.of("name", Json.of("Acme"), "seats", Json.of(5)));
    var told = await().atMost(SOON).until(() -> told("acme"), all -> !all.isEmpty());
    assertThat(told.getFirst().getMember()).isTrue();
    assertThat(told.getFirst().getProfileId()).isEqualTo(owner("u1").text());
    assertThat(told.getFirst().getTraitsList())
        .extracting(trait -> trait.getName() + "=" + trait.getValue().toStringUtf8())
        .containsExactly("name=\"Acme\"", "seats=5");
    assertThat(told.getFirst().getVersion()).isPositive();
  }

  @Test
  void theLastWriterByEventTimeWinsNullRemovesAndEveryMemberIsTold() {
    // Given
    group("u1", "acme", "{\"plan\":\"pro\",\"old\":1}", 10);
    group("u2", "acme", "{}", 11);
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(2));

    // When: the second comes late
    group("u1", "acme", "{\"plan\":\"enterprise\",\"old\":null}", 30);
    group("u2", "acme", "{\"plan\":\"free\"}", 20);

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(traits("acme")).isEqualTo(Map.of("plan", Json.of("enterprise"))));
    for (var user : List.of("u1", "u2")) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(told("acme"))
                  .filteredOn(each -> each.getProfileId().equals(owner(user).text()))
                  .anySatisfy(each ->
                      assertThat(each.getTraitsList())
                          .extracting(t -> t.getName() + "=" + t.getValue().toStringUtf8())
                          .containsExactlyInAnyOrder("plan=\"enterprise\"", "old=")));
    }
  }

  @Test
  void membershipFollowsAMerge() {
    // Given
    group("u1", "acme", "{}", 10);
    bus.accept(
        track("v").setAnonymousId("a1" + run).setReceivedAtMillis(1_767_225_000_000L).build());
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(1));

    // When: the visitor is older and gives its name to both
    bus.accept(track("m").setAnonymousId("a1" + run).setUserId("u1" + run).build());

    // Then
    var visitor = await().atMost(SOON).until(() -> owner("u1"), id -> id.equals(visitor()));
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).containsExactly(visitor));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(told("acme"))
                .anyMatch(each -> each.getProfileId().equals(visitor.text()) && each.getMember()));
  }

  @Test
  void householdsComeGoAndAreNotShownWhenTooLarge() {
    // Given
    var name = "homes-" + run;
    var street = "Main St. 1 " + run;
    define(name, 2);
    live("u1", street, 10);
    live("u2", street.toUpperCase(Locale.ROOT) + " ", 10);
    var household = await().atMost(SOON).until(() -> household(name, "u1"), all -> all.size() == 1);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(household(name, "u2")).isEqualTo(household));
    assertThat(directory.find(household.getFirst()).orElseThrow().traits())
        .extracting(EntityTrait::name)
        .containsExactly("address.street");

    // When: a third makes it too large
    live("u3", street, 10);

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(household(name, "u1")).isEmpty();
          assertThat(household(name, "u2")).isEmpty();
          assertThat(directory.oversized(name, 10))
              .extracting(EntityDirectory.Oversized::members)
              .containsExactly(3);
        });

    // When: one moves
    live("u2", "Elm St. 2 " + run, 20);

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(household(name, "u1")).isEqualTo(household);
          assertThat(household(name, "u3")).isEqualTo(household);
          assertThat(household(name, "u2")).hasSize(1).isNotEqualTo(household);
        });
    assertThat(directory.oversized(name, 10)).isEmpty();
  }

  @Test
  void aDefinitionLooksAtAllWhoAreThereWhenItIsMadeChangedAndDeleted() {
    // Given
    var name = "late-" + run;
    live("u1", "Old Road " + run, 10);
    live("u2", "Old Road " + run, 10);
    await().atMost(SOON).until(() -> bus.resolved(id -> id.startsWith(run)).size() == 2);

    // When
    define(name, 5);

    // Then
    var household = await().atMost(SOON).until(() -> household(name, "u1"), all -> all.size() == 1);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(household(name, "u2")).isEqualTo(household));
    await().atMost(SOON).until(() -> directory.progress(name) == 1);

    // When
    define(name, 1);

    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(household(name, "u1")).isEmpty());

    // When
    define(name, 5);
    await().atMost(SOON).untilAsserted(() -> assertThat(household(name, "u1")).hasSize(1));
    given().auth().oauth2("test-editor").delete("/api/v1/entities/" + name).then().statusCode(204);

    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(household(name, "u1")).isEmpty());
    await().atMost(SOON).until(() -> !directory.isDefined(name));
  }

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

  private static Response profileApi(String path) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .preemptive()
        .basic("test-viewer", "")
        .get("/v1/spaces/default/collections/" + path);
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

  private void define(String name, int atMost) {
    given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(
            """
            {"apiVersion":"tributary.dev/v1","kind":"Entity","metadata":{"name":"%s"},
             "spec":{"derive":{"keys":[["traits.address.street"]],"atMost":%d}}}
            """
                .formatted(name, atMost))
        .put("/api/v1/entities/" + name)
        .then()
        .statusCode(oneOf(200, 201));
  }

  private void group(String user, String group, String traits, int seconds) {
    bus.accept(
        event(EventType.EVENT_TYPE_GROUP, run + UUID.randomUUID(), "{\"traits\":" + traits + "}")
            .setUserId(user + run)
            .setGroupId(group + run)
            .setTimestampMillis(1_767_225_600_000L + seconds)
            .build());
  }

  private void live(String user, String street, int seconds) {
    var payload = "{\"traits\":{\"address\":{\"street\":\"" + street + "\"}}}";
    bus.accept(
        event(EventType.EVENT_TYPE_IDENTIFY, run + UUID.randomUUID(), payload)
            .setUserId(user + run)
            .setTimestampMillis(1_767_225_600_000L + seconds)
            .build());
  }

  private dev.tributary.proto.v1.Event.Builder track(String number) {
    return event(EventType.EVENT_TYPE_TRACK, run + "-" + number, "{}");
  }

  private ProfileId owner(String user) {
    var owners = profiles.owners(Identifier.of("user_id", user + run));
    return owners.isEmpty() ? new ProfileId(new UUID(0, 0)) : owners.getFirst();
  }

  private ProfileId visitor() {
    var owners = profiles.owners(Identifier.of("anonymous_id", "a1" + run));
    return owners.isEmpty() ? new ProfileId(new UUID(0, 1)) : owners.getFirst();
  }

  private List<ProfileId> members(String group) {
    return directory.members(EntityKey.account(group + run), Announcement.START, 100, 10).stream()
        .map(member -> member.membership().profile())
        .toList();
  }

  private Map<String, Json> traits(String group) {
    return directory.find(EntityKey.account(group + run)).orElseThrow().traits().stream()
        .collect(Collectors.toMap(EntityTrait::name, EntityTrait::value));
  }

  private List<EntityKey> household(String name, String user) {
    return directory.memberships(owner(user), Position.START, 100).stream()
        .map(membership -> membership.entity())
        .filter(entity -> entity.entity().equals(name))
        .toList();
  }

  private List<EntityMembership> told(String group) {
    var told = new ArrayList<EntityMembership>();
    bus.records().stream()
        .filter(record -> record.topic().endsWith("resolved"))
        .map(Bus::parse)
        .filter(Resolved::hasMembership)
        .map(Resolved::getMembership)
        .filter(membership -> membership.getEntityId().equals(group + run))
        .forEach(told::add);
    return told;
  }
}
