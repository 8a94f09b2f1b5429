package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import dev.tributary.acceptance.suite.WebhookSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two colleagues order for one company, and neither of them as often as both together. The tool
 * downstream is told what the company ordered, as a fact of the company, and who works for one that
 * orders much; and that a third person does who joins it, without having ordered anything. When it
 * turns out that two of them are one, nothing is counted twice.
 */
@ExtendWith(RunningSuite.Extension.class)
class AccountTraitsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: teams}
      spec: {writeKeys: [teams-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: teams-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        audiences: [users_of_busy_accounts]
        traits: [account_orders_30d]
      """;

  @Test
  void anAccountIsToldWhatAllOfItsUsersDid(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(example("traits.yaml")).orFail();
      suite.apply(example("audiences.yaml")).orFail();
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();
      var sender = new Sender(suite.port("ingest"));
      sender.send(batch(joins("teams-ada"), joins("teams-grace")));

      // When
      sender.send(
          batch(
              order("teams-ada", 1, 20), order("teams-ada", 2, 30), order("teams-grace", 1, 50.5)));

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(entered(sink)).containsExactlyInAnyOrder("teams-ada", "teams-grace"));
      await().atMost(SOON).until(() -> ordersTold(sink).contains(3));
      assertThat(revenue(suite)).isEqualTo("100.5");

      // When: a third one joins, who turns out to be the first
      sender.send(batch(joins("teams-anonymous")));
      await().atMost(SOON).until(() -> entered(sink).contains("teams-anonymous"));
      sender.send(batch(order("teams-anonymous", 1, 9.5), isTheSame("teams-anonymous")));
      sender.send(batch(order("teams-grace", 2, 1)));

      // Then
      await().atMost(SOON).until(() -> ordersTold(sink).contains(5));
      await().atMost(SOON).untilAsserted(() -> assertThat(revenue(suite)).isEqualTo("111"));
      assertThat(ordersTold(sink)).allMatch(orders -> orders >= 1 && orders <= 5);
      assertThat(sink.contradictions()).isZero();
    }
  }

  private static List<String> entered(WebhookSink sink) {
    return sink
        .deliveries(delivery ->
            delivery.text("event").equals("Audience Entered")
                && delivery.text("properties.audience_key").equals("users_of_busy_accounts"))
        .stream()
        .map(delivery ->
            delivery.text("userId").isEmpty()
                ? delivery.text("anonymousId")
                : delivery.text("userId"))
        .toList();
  }

  private static List<Integer> ordersTold(WebhookSink sink) {
    return sink
        .deliveries(delivery ->
            delivery.text("type").equals("group") && delivery.text("groupId").equals("teams-acme"))
        .stream()
        .map(delivery -> delivery.body().at("/traits/account_orders_30d").asInt())
        .toList();
  }

  private static String revenue(RunningSuite suite) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/entities/accounts/teams-acme/traits")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getString("computed.account_revenue");
  }

  private static String joins(String user) {
    return """
    {"type":"group","messageId":"%1$s joins","%2$s":"%1$s","groupId":"teams-acme","traits":{}}
    """
        .formatted(user, user.equals("teams-anonymous") ? "anonymousId" : "userId");
  }

  /** The message is named after what it says, so each is another. */
  private static String order(String user, int number, double total) {
    return """
    {"type":"track","messageId":"%1$s orders %2$d","%4$s":"%1$s","event":"Order Completed",
     "properties":{"total":%3$s}}
    """
        .formatted(user, number, total, user.equals("teams-anonymous") ? "anonymousId" : "userId");
  }

  private static String isTheSame(String anonymous) {
    return """
    {"type":"identify","messageId":"%1$s is ada","anonymousId":"%1$s","userId":"teams-ada",
     "traits":{}}
    """
        .formatted(anonymous);
  }

  private static String example(String file) throws Exception {
    return Files.readString(Path.of("..", "examples", "accounts", file));
  }

  private static String batch(String... events) {
    return "{\"writeKey\":\"teams-key\",\"batch\":[" + String.join(",", events) + "]}";
  }
}
