package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityTrait;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From group calls and traits on the bus to what is stored and told. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class EntitiesTest extends EntitiesOnTheBus {

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
  void membershipFollowsASplit() {
    // Given: one customer of two users' devices, each with a group
    bus.accept(
        event(EventType.EVENT_TYPE_GROUP, run + "-g1", "{}")
            .setAnonymousId("a1" + run)
            .setGroupId("acme" + run)
            .build());
    bus.accept(track("j").setUserId("u1" + run).setAnonymousId("a1" + run).build());
    group("u1", "umbrella", "{}", 10);
    await().atMost(SOON).until(() -> owner("u1").equals(visitor()));
    await().atMost(SOON).untilAsserted(() -> assertThat(members("acme")).hasSize(1));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(members("umbrella")).isEqualTo(members("acme")));

    // When
    var user = Identifier.of("user_id", "u1" + run);
    var device = Identifier.of("anonymous_id", "a1" + run);
    var cut = new Cut(new CutId(UUID.randomUUID()), new Cut.Link(user, device), "test", "shared");
    assertThat(cuts.make(cut)).isInstanceOf(Cut.Outcome.Separated.class);

    // Then: each takes along what its own events said
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(members("acme")).containsExactly(visitor());
          assertThat(members("umbrella")).containsExactly(owner("u1"));
        });
    assertThat(owner("u1")).isNotEqualTo(visitor());
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(lastTold("acme", visitor())).isTrue();
          assertThat(lastTold("umbrella", owner("u1"))).isTrue();
          assertThat(lastTold("acme", owner("u1"))).isFalse();
          assertThat(lastTold("umbrella", visitor())).isFalse();
        });
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
}
