package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import dev.tributary.acceptance.suite.WebhookSink;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two colleagues work for one company, whose plan is the company's and not theirs; a third person
 * works elsewhere, and lives with the first of them. A tool downstream is told who works for a
 * company on the large plan, and what belongs to whom can be read both ways.
 */
@ExtendWith(RunningSuite.Extension.class)
class AccountsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: accounts}
      spec: {writeKeys: [accounts-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Entity
      metadata: {name: households}
      spec: {derive: {keys: [[traits.familyId]], atLeast: 2}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: works_for_enterprise}
      spec: {who: {account: {trait: accounts_plan, equals: enterprise}}}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: accounts-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        audiences: [works_for_enterprise]
      """;

  @Test
  void membersOfAnAccountEnterAnAudienceByItsTraits(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();
      var sender = new Sender(suite.port("ingest"));
      sender.send(
          batch(
              person("accounts-ada", "lovelace"),
              person("accounts-grace", "hopper"),
              person("accounts-byron", " Lovelace ")));

      // When
      sender.send(
          batch(
              group("accounts-ada", "acme", "trial"),
              group("accounts-byron", "ditchers", "trial")));
      sender.send(batch(group("accounts-grace", "acme", "enterprise")));

      // Then: the last plan that was told of the company counts for both who work there
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(told(sink, "Audience Entered"))
                  .containsExactlyInAnyOrder("accounts-ada", "accounts-grace"));
      theProfileApiKnowsWhoBelongsToWhat(suite);

      // When: the company goes back to the small plan
      sender.send(batch(group("accounts-ada", "acme", "trial again")));

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(told(sink, "Audience Exited"))
                  .containsExactlyInAnyOrder("accounts-ada", "accounts-grace"));
      assertThat(told(sink, "Audience Entered")).hasSize(2);
      assertThat(sink.contradictions()).isZero();
    }
  }

  private static void theProfileApiKnowsWhoBelongsToWhat(RunningSuite suite) {
    assertThat(ids(profileApi(suite, "accounts", "group_id:accounts-acme", "links")))
        .containsExactlyInAnyOrder("accounts-ada", "accounts-grace");
    assertThat(
            profileApi(suite, "accounts", "group_id:accounts-acme", "traits")
                .getString("traits.accounts_plan"))
        .isEqualTo("enterprise");
    assertThat(belongsTo(suite, "accounts-grace")).containsExactly("accounts");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(belongsTo(suite, "accounts-ada"))
                .containsExactlyInAnyOrder("accounts", "households"));
    assertThat(belongsTo(suite, "accounts-byron"))
        .containsExactlyInAnyOrder("accounts", "households");
    var home = household(suite, "accounts-ada");
    assertThat(home).isEqualTo(household(suite, "accounts-byron"));
    assertThat(ids(profileApi(suite, "households", "id:" + home, "links")))
        .containsExactlyInAnyOrder("accounts-ada", "accounts-byron");
  }

  private static List<String> belongsTo(RunningSuite suite, String user) {
    return profileApi(suite, "users", "user_id:" + user, "links").getList("data.to_collection");
  }

  private static String household(RunningSuite suite, String user) {
    return profileApi(suite, "users", "user_id:" + user, "links")
        .getString("data.find { it.to_collection == 'households' }.external_ids[0].id");
  }

  private static List<String> ids(JsonPath links) {
    return links.getList("data.external_ids.flatten().id");
  }

  private static JsonPath profileApi(
      RunningSuite suite, String collection, String id, String what) {
    return suite
        .asAdmin("identity")
        .get(
            "/v1/spaces/default/collections/{collection}/profiles/{id}/{what}",
            collection,
            id,
            what)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static List<String> told(WebhookSink sink, String event) {
    return sink.deliveries(delivery -> delivery.text("event").equals(event)).stream()
        .map(delivery -> delivery.text("userId"))
        .toList();
  }

  private static String person(String user, String family) {
    return """
    {"type":"identify","messageId":"%1$s","userId":"%1$s","traits":{"familyId":"%2$s"}}
    """
        .formatted(user, family);
  }

  /** The message is named after what it says, so each is another. */
  private static String group(String user, String company, String plan) {
    return """
    {"type":"group","messageId":"%1$s %2$s %3$s","userId":"%1$s","groupId":"accounts-%2$s",
     "traits":{"accounts_plan":"%3$s"}}
    """
        .formatted(user, company, plan);
  }

  private static String batch(String... events) {
    return "{\"writeKey\":\"accounts-key\",\"batch\":[" + String.join(",", events) + "]}";
  }
}
