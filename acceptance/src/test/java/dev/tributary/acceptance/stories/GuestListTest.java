package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.segment.analytics.messages.IdentifyMessage;
import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A club keeps its guest list in a tool of its own. The list is of those whose club card is gold:
 * it has everybody who was one before the tool was bought, and whoever becomes one; it knows a
 * guest by each name as soon as Tributary does; and who is gold no longer is on it under no name.
 */
@ExtendWith(RunningSuite.Extension.class)
class GuestListTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  private static final String CLUB =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: club}
      spec: {writeKeys: [club-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: guests}
      spec:
        who: {trait: club, equals: gold}
      """;

  private static final String DOOR =
      """
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: club-door}
      spec:
        connector: webhook
        settings: {url: '$SINK'}
        audiences: [{audience: guests, as: list}]
      """;

  @Test
  void theListAtTheDoorIsAsTheAudienceIs(RunningSuite suite) throws Exception {
    try (var door = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given: two guests, and a tool that knows nobody
      suite.apply(CLUB).orFail();
      identify(suite, "ada", Map.of("club", "gold"));
      identify(suite, "bob", Map.of("club", "gold"));
      identify(suite, "eve", Map.of("club", "free"));
      await().atMost(SOON).until(() -> members(suite) == 2);

      // When
      suite.apply(DOOR.replace("$SINK", door.address().toString())).orFail();

      // Then
      await().atMost(SOON).until(() -> list(door).equals(Set.of("ada", "bob")));

      // When: one comes, one gets another name
      identify(suite, "cleo", Map.of("club", "gold", "email", "cleo@club.example"));
      identify(suite, "ada", Map.of("email", "ada@club.example"));

      // Then
      await()
          .atMost(SOON)
          .until(() ->
              list(door)
                  .equals(Set.of("ada", "ada@club.example", "bob", "cleo", "cleo@club.example")));

      // When: one goes
      identify(suite, "ada", Map.of("club", "free"));

      // Then
      await()
          .atMost(SOON)
          .until(() -> list(door).equals(Set.of("bob", "cleo", "cleo@club.example")));

      // When: somebody may have written on the list by hand
      String id =
          suite
              .asAdmin("router")
              .post("/api/v1/destinations/club-door/reconcile")
              .then()
              .statusCode(202)
              .extract()
              .path("id");

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              suite
                  .asAdmin("router")
                  .get("/api/v1/replays/" + id)
                  .then()
                  .body("state", equalTo("done"))
                  .body("wanted", equalTo(3)));
      await()
          .during(Duration.ofSeconds(3))
          .atMost(SOON)
          .until(() -> list(door).equals(Set.of("bob", "cleo", "cleo@club.example")));
      assertThat(door.contradictions()).isZero();
    }
  }

  /** Who is on the list by what the tool was told, by user id and e-mail address. */
  private static Set<String> list(WebhookSink door) {
    var list = new TreeSet<String>();
    for (var told : door.deliveries(_ -> true)) {
      boolean add = told.text("action").equals("add");
      for (var member : told.body().path("members")) {
        for (var name : Set.of("userId", "email")) {
          change(list, add, member.path(name));
        }
      }
    }
    return list;
  }

  private static void change(Set<String> list, boolean add, JsonNode name) {
    if (name.isTextual()) {
      var _ = add ? list.add(name.asText()) : list.remove(name.asText());
    }
  }

  /** How many there are; none while nobody can tell. */
  private static int members(RunningSuite suite) {
    var answer = suite.asAdmin("audience").get("/api/v1/audiences/guests/members?limit=10");
    return answer.statusCode() == 200 ? answer.jsonPath().getList("data").size() : 0;
  }

  private static void identify(RunningSuite suite, String user, Map<String, String> traits) {
    suite.send("club-key", List.of(IdentifyMessage.builder().userId(user).traits(traits)));
  }
}
