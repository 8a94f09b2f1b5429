package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.TrackMessage;
import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.WebhookSink;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A destination's mapping has a spelling mistake, so that nothing can be delivered. Its owner finds
 * the dead letters and why, puts the mapping right, and has them sent again. Then another tool is
 * bought, and told what happened before it came.
 */
@ExtendWith(RunningSuite.Extension.class)
class SecondChanceTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> ORDERS = List.of("chance-1", "chance-2", "chance-3");

  private static final String SOURCE =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: chance-shop}
      spec: {writeKeys: [chance-shop-key]}
      ---
      """;

  private static final String DESTINATION =
      """
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: $NAME}
      spec:
        connector: webhook
        settings: {url: '$SINK'}
        sources: [chance-shop]
        events: {trigger: 'event = "Order Completed"', mapping: {'@path': '$.$FIELD'}}
      """;

  @Test
  void whatCouldNotBeDeliveredIsOnceItsMappingIsPutRight(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET);
        var newSink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(SOURCE + destination("chance-tool", "propertis", sink)).orFail();
      order(suite);
      await().atMost(SOON).until(() -> deadLetters(suite).size() == 3);
      letters(suite).body("letters.code", everyItem(equalTo("mapping_failed")));

      // When
      suite.apply(destination("chance-tool", "properties", sink)).orFail();
      var redrive = "{\"destination\": \"chance-tool\"%s}";
      ask(suite, "/dead-letters/redrive", redrive.formatted(", \"dryRun\": true"))
          .body("wanted", equalTo(3));
      ask(suite, "/dead-letters/redrive", redrive.formatted(""));

      // Then
      await().atMost(SOON).until(() -> orders(sink).size() == 3);
      assertThat(orders(sink)).containsExactlyInAnyOrderElementsOf(ORDERS);

      // When
      suite.apply(destination("chance-new-tool", "properties", newSink)).orFail();
      String id =
          ask(
                  suite,
                  "/destinations/chance-new-tool/replay",
                  "{\"from\": \"2020-01-01T00:00:00Z\", \"filter\": \"properties.total < 30\"}")
              .extract()
              .path("id");

      // Then
      await().atMost(SOON).until(() -> orders(newSink).size() == 2);
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              suite
                  .asAdmin("router")
                  .get("/api/v1/replays/" + id)
                  .then()
                  .body("state", equalTo("done"))
                  .body("wanted", equalTo(2)));
      assertThat(orders(newSink)).containsExactlyInAnyOrder("chance-1", "chance-2");
      assertThat(sink.contradictions() + newSink.contradictions()).isZero();
    }
  }

  private static String destination(String name, String field, WebhookSink sink) {
    return DESTINATION
        .replace("$NAME", name)
        .replace("$FIELD", field)
        .replace("$SINK", sink.address().toString());
  }

  private static void order(RunningSuite suite) {
    var messages = new ArrayList<MessageBuilder<?, ?>>();
    for (int i = 0; i < ORDERS.size(); i++) {
      messages.add(
          TrackMessage.builder("Order Completed")
              .messageId(ORDERS.get(i))
              .userId("chance-ada")
              .properties(Map.of("order", ORDERS.get(i), "total", 10 * (i + 1))));
    }
    suite.send("chance-shop-key", messages);
  }

  private static List<String> orders(WebhookSink sink) {
    return sink.deliveries(_ -> true).stream().map(each -> each.text("order")).toList();
  }

  private static List<Object> deadLetters(RunningSuite suite) {
    return letters(suite).extract().path("letters");
  }

  private static ValidatableResponse letters(RunningSuite suite) {
    return suite
        .asAdmin("router")
        .get("/api/v1/dead-letters?destination=chance-tool")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse ask(RunningSuite suite, String path, String body) {
    return suite.asAdmin("router").body(body).post("/api/v1" + path).then();
  }
}
