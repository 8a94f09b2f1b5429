package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several deliveries in a request, actions, filters and order, on real Kafka. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class BatchesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "b-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    sink.close();
    bus.close();
  }

  @Test
  void sendsSeveralInOneRequestAndFindsTheOneThatSpoilsIt() {
    // Given
    sink.behaving((request, exchange) ->
        Sink.answer(exchange, request.body().contains("\"m137\"") ? 400 : 200, ""));
    define(name, batches("\"batch\": {\"size\": 50, \"within\": \"1s\"}"));

    // When
    for (int i = 0; i < 500; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 499);
    awaitBalance(name, "dead", 1);
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    assertThat(bus.deadLetters(name).getFirst().getRequest().getBody().toStringUtf8())
        .contains("\"m137\"")
        .doesNotContain("\"m136\"");
    assertThat(sink.received()).hasSizeLessThan(60);
    assertThat(delivered()).hasSize(499).doesNotContain("m137").doesNotHaveDuplicates();
  }

  @Test
  void tellsOfAProfileInOrderThoughSomeFailFirst() {
    // Given
    var tries = new AtomicInteger();
    sink.behaving(
        (_, exchange) -> Sink.answer(exchange, tries.incrementAndGet() % 3 == 0 ? 503 : 200, ""));
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"}, "delivery": {"order": "profile"},
         "events": {"trigger": "event = '%s'"}}
        """
            .formatted(sink.url(), event));

    // When
    for (int i = 0; i < 60; i++) {
      bus.track(event, "m" + i, "p" + i % 3, "{}");
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 60);
    for (int profile = 0; profile < 3; profile++) {
      var of = "\"profileId\":\"p" + profile + "\"";
      var seen = new ArrayList<Integer>();
      sink.received().stream()
          .filter(request -> request.body().contains(of))
          .forEach(request -> seen.addAll(numbers(request.body())));
      assertThat(seen).isSorted();
      assertThat(seen.stream().distinct()).hasSize(20);
    }
  }

  @Test
  void givesAnEventToEachActionThatWantsItUnlessItIsKeptBack() {
    // Given
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"}, "consent": ["ads"],
         "filters": [{"drop": "properties.n = 2"}],
         "actions": [{"action": "send", "trigger": "event = '%s'"},
                     {"action": "send", "trigger": "event = '%s'", "mapping": {"data": {"short": {"@path": "$.messageId"}}}}]}
        """
            .formatted(sink.url(), event, event));

    // When
    bus.track(event, "m1", "p1", "{\"n\": 1}");
    bus.track(event, "m2", "p1", "{\"n\": 2}");
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 2);
    assertThat(balance(name).getInt("discarded.filtered")).isEqualTo(2);
    assertThat(sink.received().stream().map(Sink.Received::body))
        .anyMatch("{\"short\":\"m1\"}"::equals)
        .anyMatch(body -> body.contains("\"messageId\":\"m1\""));
    assertThat(sink.distinctKeys()).isEqualTo(2);
  }

  @Test
  void keepsBackWhatTheDefinitionInForceDropsAlsoFromWhatIsTriedAgain() {
    // Given
    sink.behaving(Sink.answering(503, ""));
    define(name, dropping("properties.secretNote", "properties.other"));
    bus.track(event, "m1", "p1", "{\"secretNote\": \"n1\", \"other\": \"o1\", \"plan\": \"pro\"}");
    bus.flush();
    await().atMost(SOON).until(() -> !sink.received().isEmpty());

    // When: the definition changes while the delivery waits for its next attempt
    define(name, dropping("properties.secretNote", "context.none"));
    await().atMost(SOON).until(() -> balance(name).getInt("version") == 2);
    sink.behaving(Sink.answering(200, ""));

    // Then
    awaitBalance(name, "delivered", 1);
    var bodies = sink.received().stream().map(Sink.Received::body).toList();
    assertThat(bodies).noneMatch(body -> body.contains("n1"));
    assertThat(bodies.getFirst()).contains("pro").doesNotContain("o1");
    assertThat(bodies.getLast()).contains("pro", "o1");
    assertThat(sink.distinctKeys()).isOne();
  }

  @Test
  void goesOnWithWhatWaitsWhereADefinitionChangesItsForm() {
    // Given
    sink.behaving(Sink.answering(503, ""));
    define(name, Destinations.webhook(sink.url(), event));
    bus.track(event, "m1", "p1", "{}");
    bus.flush();
    await().atMost(SOON).until(() -> !sink.received().isEmpty());

    // When
    define(
        name,
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"%s\"}, \"actions\": [{\"action\": \"send\"}]}"
            .formatted(sink.url()));
    sink.behaving(Sink.answering(200, ""));

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.distinctKeys()).isOne();
  }

  private String batches(String more) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"},
     "actions": [{"action": "sendBatch", "trigger": "event = '%s'", %s}]}
    """
        .formatted(sink.url(), event, more);
  }

  private String dropping(String one, String other) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"}, "events": {"trigger": "event = '%s'"},
     "filters": [{"dropFields": ["%s", "%s"]}]}
    """
        .formatted(sink.url(), event, one, other);
  }

  /** The ids in requests that were not refused. */
  private List<String> delivered() {
    return sink.received().stream()
        .filter(request -> !request.body().contains("\"m137\""))
        .flatMap(
            request -> MESSAGE_ID.matcher(request.body()).results().map(found -> found.group(1)))
        .toList();
  }

  private static List<Integer> numbers(String body) {
    return MESSAGE_ID
        .matcher(body)
        .results()
        .map(found -> Integer.parseInt(found.group(1).substring(1)))
        .toList();
  }
}
