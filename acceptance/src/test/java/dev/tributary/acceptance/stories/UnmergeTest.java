package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ada signs in once on Grace's telephone, and the two become one customer. Somebody sees why, and
 * cuts the link: each has her own profile, traits and audience again, and stays so whatever the
 * telephone sends.
 */
@ExtendWith(RunningSuite.Extension.class)
class UnmergeTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String ADA = "user_id:unmerge-ada";
  private static final String GRACE = "email:grace@unmerge.example";
  private static final String TELEPHONE = "anonymous_id:unmerge-telephone";

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: unmerge}
      spec: {writeKeys: [unmerge-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: unmerge_gold}
      spec: {who: {trait: unmerge_plan, equals: gold}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: unmerge_silver}
      spec: {who: {trait: unmerge_plan, equals: silver}}
      """;

  @Test
  void twoCustomersThatATelephoneJoinedAreTakenApartForGood(RunningSuite suite) throws Exception {
    // Given
    suite.apply(DEFINITIONS).orFail();
    var sender = new Sender(suite.port("ingest"));
    sender.send(
        batch(
            """
            {"type":"identify","messageId":"unmerge-1","userId":"unmerge-ada",
             "traits":{"unmerge_plan":"gold"}}
            """));
    awaitPlan(suite, ADA, "gold");
    sender.send(
        batch(
            """
            {"type":"identify","messageId":"unmerge-2","anonymousId":"unmerge-telephone",
             "traits":{"email":"grace@unmerge.example","unmerge_plan":"silver"}}
            """));
    awaitPlan(suite, GRACE, "silver");
    sender.send(both("unmerge-3"));
    await().atMost(SOON).until(() -> explain(suite).getBoolean("together"));
    awaitSizes(suite, 0, 1);

    // When
    var path = explain(suite);
    var cut =
        suite
            .asAdmin("identity")
            .contentType("application/json")
            .body(
                """
                {"link": [{"type": "user_id", "value": "unmerge-ada"},
                          {"type": "anonymous_id", "value": "unmerge-telephone"}],
                 "reason": "Grace's telephone"}
                """)
            .post("/api/v1/cuts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();

    // Then
    assertThat(path.getList("path.other.type")).containsExactly("anonymous_id", "email");
    assertThat(path.getString("path[0].first.messageId")).isEqualTo("unmerge-3");
    assertThat(cut.getString("outcome")).isEqualTo("separated");
    awaitPlan(suite, ADA, "gold");
    awaitPlan(suite, GRACE, "silver");
    awaitPlan(suite, TELEPHONE, "silver");
    awaitSizes(suite, 1, 1);

    // When: the telephone names both again
    sender.send(both("unmerge-4"));
    sender.send(
        batch(
            """
            {"type":"identify","messageId":"unmerge-5","userId":"unmerge-ada",
             "traits":{"unmerge_plan":"platinum"}}
            """));

    // Then
    awaitPlan(suite, ADA, "platinum");
    awaitPlan(suite, GRACE, "silver");
    awaitSizes(suite, 0, 1);
    var apart = explain(suite);
    assertThat(apart.getBoolean("together")).isFalse();
    assertThat(apart.getList("cuts")).isEqualTo(List.of(cut.getString("id")));
  }

  private static String both(String messageId) {
    return batch(
        """
        {"type":"track","event":"Signed In","messageId":"%s","userId":"unmerge-ada",
         "anonymousId":"unmerge-telephone"}
        """
            .formatted(messageId));
  }

  private static String batch(String event) {
    return "{\"writeKey\":\"unmerge-key\",\"batch\":[" + event + "]}";
  }

  private static JsonPath explain(RunningSuite suite) {
    return suite
        .asAdmin("identity")
        .get("/api/v1/profiles/{id}/graph?from={from}&to={to}", ADA, ADA, GRACE)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static void awaitPlan(RunningSuite suite, String id, String plan) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    suite
                        .asAdmin("identity")
                        .get("/v1/spaces/default/collections/users/profiles/{id}/traits", id)
                        .jsonPath()
                        .getString("traits.unmerge_plan"))
                .isEqualTo(plan));
  }

  private static void awaitSizes(RunningSuite suite, int gold, int silver) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(size(suite, "unmerge_gold")).isEqualTo(gold);
          assertThat(size(suite, "unmerge_silver")).isEqualTo(silver);
        });
  }

  private static int size(RunningSuite suite, String audience) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/audiences/{name}/size", audience)
        .then()
        .statusCode(200)
        .extract()
        .path("members");
  }
}
