package dev.tributary.audience;

import static dev.tributary.audience.messaging.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.audience.messaging.StreamControl;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.GetEntityTraitsRequest;
import dev.tributary.proto.v1.Memberships;
import dev.tributary.proto.v1.Resolved;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is computed of accounts from all of their users, on real servers. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class AccountTraitsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject StreamControl stream;

  @GrpcClient Memberships memberships;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String acme = "acme-" + run;
  private final String anna = "anna-" + run;
  private final String bob = "bob-" + run;
  private final String carol = "carol-" + run;
  private final String orders = "orders_" + run;
  private final String busy = "busy_" + run;
  private final String asleep = "asleep_" + run;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void countsTheEventsOfAllUsersOfAnAccountAndFollowsWhoJoinsAndLeaves() {
    // Given
    join(anna, 1, true);
    join(bob, 1, true);
    order(anna);
    order(bob);
    order(bob);

    // When
    Api.define("computed-traits", orders, "{of: accounts, count: {event: Bought}}");
    Api.define("audiences", busy, "{who: {account: {any: {trait: " + orders + ", gte: 3}}}}");

    // Then
    var told = bus.entityTrait(acme, orders, "3");
    assertThat(told.getEntity()).isEqualTo("accounts");
    assertThat(told.getProfileId()).isEmpty();
    bus.membership(anna, busy);
    bus.membership(bob, busy);
    awaitOrders(3);

    // When
    stream.restart();
    order(carol);
    join(carol, 1, true);

    // Then
    var entry = bus.membership(carol, busy);
    assertThat(entry.getCause().getKind()).isEqualTo(Cause.Kind.KIND_ENTITY);
    bus.entityTrait(acme, orders, "4");

    // When
    join(bob, 2, false);

    // Then
    bus.exit(bob, busy);
    bus.exit(anna, busy);
    bus.exit(carol, busy);
    awaitOrders(2);
    await().atMost(SOON).until(() -> stream.purgeMoves() < 10);
    stream.restart();
    order(anna);
    awaitOrders(3);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            Api.viewer()
                .get("/api/v1/profiles/" + anna + "/why?audience=" + busy)
                .then()
                .statusCode(200)
                .body("member", equalTo(true)));
  }

  @Test
  void knowsOfWhomOfAllUsersSomethingHolds() {
    // Given
    Api.define("audiences", asleep, "{who: {account: {users: {none: {event: Bought}}}}}");
    look(anna);
    look(bob);

    // When
    join(anna, 1, true);
    join(bob, 1, true);

    // Then
    bus.membership(anna, asleep);
    bus.membership(bob, asleep);

    // When
    order(bob);

    // Then
    bus.exit(anna, asleep);
    bus.exit(bob, asleep);
  }

  @Test
  void foretellsWhatAnAudienceOverAccountsThenIs() {
    // Given
    join(anna, 1, true);
    join(bob, 1, true);
    order(anna);
    order(bob);
    order(bob);
    look(bob);
    look(carol);
    Api.define("computed-traits", orders, "{of: accounts, count: {event: Bought}}");
    awaitOrders(3);
    var buyers = "buyers_" + run;
    Api.define(
        "audiences", buyers, "{who: {account: {users: {any: {event: Bought, within: 1d}}}}}");
    var ofTraits = "account: {any: {trait: " + orders + ", gte: 3}}";
    for (var who :
        List.of(
            "{" + ofTraits + "}",
            "{account: {users: {all: {event: Bought, within: 1d}}}}",
            "{account: {users: {any: {event: Bought, count: {atLeast: 2}, within: 2d}}}}",
            "{all: [{event: Looked, within: 1d},"
                + " {not: {account: {users: {none: {event: Bought, within: 1d}}}}}]}",
            "{account: {users: {any: {audience: " + buyers + "}}}}",
            "{account: {users: {any: {all: [{event: Looked, within: 1d}, {"
                + ofTraits
                + "}]}}}}")) {
      // When
      var foretold =
          Api.editor()
              .body("{who: " + who + "}")
              .post("/api/v1/audiences/preview")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();

      // Then
      var name = "foretold_" + UUID.randomUUID().toString().substring(0, 8);
      Api.define("audiences", name, "{who: " + who + "}");
      assertThat(foretold.getBoolean("size.exact")).as(who).isTrue();
      assertThat(foretold.getLong("size.estimate")).as(who).isPositive();
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              Api.viewer()
                  .get("/api/v1/audiences/" + name + "/size")
                  .then()
                  .statusCode(200)
                  .body("members", equalTo(foretold.getInt("size.estimate"))));
    }
  }

  @Test
  void refusesWhatAsksProfilesForTraitsOfAccounts() {
    Api.define("computed-traits", orders, "{of: accounts, count: {event: Bought}}");

    refused("audiences", busy, "{who: {trait: " + orders + ", gte: 3}}", "a trait of accounts");
    refused("computed-traits", busy, "{formula: " + orders + " + 1}", "a trait of accounts");
    refused("computed-traits", busy, "{of: accounts, formula: a + 1}", "does not go with");
    refused("computed-traits", busy, "{of: acounts, count: {event: A}}", "no Entity that is");
    refused("computed-traits", busy, "{of: '', count: {event: A}}", "spec.of");
    refused(
        "audiences",
        busy,
        "{who: {account: {users: {any: {account: {users: {any: {event: A}}}}}}}}",
        "users of users");
    refused("audiences", busy, "{who: {account: {users: {event: A}}}}", "none of any, all, none");
    Api.define("audiences", busy, "{who: {account: {any: {trait: " + orders + ", gte: 3}}}}");
    Api.editor().delete("/api/v1/computed-traits/" + orders).then().statusCode(409);
    Api.editor().delete("/api/v1/audiences/" + busy).then().statusCode(204);
    Api.editor().delete("/api/v1/computed-traits/" + orders).then().statusCode(204);
  }

  @Test
  void asksForEntitiesOfAKindThatIsDefinedAlone() {
    var homes = "homes_" + run;
    var theirs = "{who: {entity: " + homes + ", trait: size, equals: 1}}";
    var ofThem = "{of: " + homes + ", count: {event: Bought}}";
    refused("audiences", busy, theirs, homes + " names no Entity");
    refused("computed-traits", orders, ofThem, "names no Entity");

    bus.defineEntity(homes);

    Api.define("audiences", busy, theirs);
    Api.define("computed-traits", orders, ofThem);
  }

  private static void refused(String plural, String name, String spec, String reason) {
    Api.editor()
        .body(Api.manifest(plural, name, spec))
        .put("/api/v1/" + plural + "/" + name)
        .then()
        .statusCode(422)
        .body(containsString(reason));
  }

  private void awaitOrders(int count) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            Api.viewer()
                .get("/api/v1/entities/accounts/" + acme + "/traits")
                .then()
                .statusCode(200)
                .body("entity", equalTo("accounts"))
                .body("computed." + orders, equalTo(count)));
    var answer =
        memberships
            .getEntityTraits(
                GetEntityTraitsRequest.newBuilder().setEntity("accounts").setEntityId(acme).build())
            .await()
            .atMost(SOON);
    assertThat(answer.getComputedList())
        .filteredOn(value -> value.getName().equals(orders))
        .extracting(value -> value.getValue().toStringUtf8())
        .containsExactly(Integer.toString(count));
  }

  private void order(String profile) {
    bus.send(profile, event("Bought", System.currentTimeMillis()).identifiedBy("user_id", profile));
  }

  private void look(String profile) {
    bus.send(profile, event("Looked", System.currentTimeMillis()).identifiedBy("user_id", profile));
  }

  private void join(String profile, long at, boolean member) {
    bus.send(
        profile,
        Resolved.newBuilder()
            .setMembership(
                EntityMembership.newBuilder()
                    .setProfileId(profile)
                    .setEntity("accounts")
                    .setEntityId(acme)
                    .setMember(member)
                    .setAtMillis(at))
            .build());
  }
}
