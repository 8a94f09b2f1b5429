package dev.tributary.acceptance.stories.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.acceptance.suite.WebhookSink.Delivery;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a shop tells, and the same when it was heard. */
final class Told {

  /** What a caller of an SDK says; the rest of an event is the SDK's or Tributary's own. */
  private static final List<String> SAID =
      List.of(
          "type",
          "event",
          "name",
          "userId",
          "anonymousId",
          "groupId",
          "previousId",
          "properties",
          "traits");

  /** One event of each type about one person; the programs in acceptance/clients say the same. */
  private static final String ABOUT_A_PERSON =
      """
      [{"type": "identify", "userId": "$P", "anonymousId": "$P-browser",
        "traits": {"plan": "gold", "seats": 3}},
       {"type": "track", "userId": "$P", "anonymousId": "$P-browser", "event": "Order Completed",
        "properties": {"revenue": 12.5, "items": ["a", "b"]}},
       {"type": "page", "userId": "$P", "anonymousId": "$P-browser", "name": "Home",
        "properties": {"path": "/"}},
       {"type": "screen", "userId": "$P", "anonymousId": "$P-browser", "name": "Start",
        "properties": {"tab": 1}},
       {"type": "group", "userId": "$P", "anonymousId": "$P-browser", "groupId": "$P-firm",
        "traits": {"name": "Firm"}},
       {"type": "alias", "userId": "$P", "previousId": "$P-before"}]
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Told() {}

  static List<JsonNode> about(String person) {
    return json(ABOUT_A_PERSON.replace("$P", person));
  }

  /** The elements of a JSON array. */
  static List<JsonNode> json(String array) {
    try {
      return StreamSupport.stream(JSON.readTree(array).spliterator(), false).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(array, e);
    }
  }

  /** What was said in the events that were heard. */
  static List<JsonNode> in(List<Delivery> events) {
    return events.stream()
        .map(event -> (JsonNode) event.body().<ObjectNode>deepCopy().retain(SAID))
        .toList();
  }

  /** Each event has what an SDK adds: an id of its own, its library, and the times. */
  static void haveWhatTheSdkAdds(List<Delivery> events, String library, String version) {
    assertThat(events)
        .extracting(event -> event.text("messageId"))
        .doesNotHaveDuplicates()
        .noneMatch(String::isEmpty);
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.text("context.library.name")).isEqualTo(library);
          assertThat(event.text("context.library.version")).isEqualTo(version);
          assertThat(event.text("sentAt")).isNotEmpty();
          assertThat(event.text("originalTimestamp")).isNotEmpty();
        });
  }
}
