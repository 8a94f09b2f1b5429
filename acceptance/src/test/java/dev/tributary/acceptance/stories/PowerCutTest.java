package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import dev.tributary.acceptance.suite.WebhookSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each service in turn is ended with {@code kill -9} in the middle of 20,000 events. Nothing that
 * was acknowledged is lost, and nothing counts twice: not downstream, not in a computed trait, not
 * as a second profile.
 */
@ExtendWith(RunningSuite.Extension.class)
class PowerCutTest {

  private static final int EVENTS = 20_000;
  private static final int BATCH = 100;
  private static final int PEOPLE = 500;
  private static final List<String> SERVICES =
      List.of("ingest", "governance", "identity", "audience", "router");
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: power-cut}
      spec: {writeKeys: [power-cut-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: ComputedTrait
      metadata: {name: ticks}
      spec: {count: {event: Tick}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: tickers}
      spec: {who: {event: Tick, count: {atLeast: 5}}}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: power-cut-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'event = "Tick"'}
        audiences: [tickers]
      """;

  /** How many ticks each person sent: what everything downstream must agree with. */
  private final Map<String, Integer> ticks = new HashMap<>();

  @Test
  void losesAndDoublesNothing(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();

      // When
      sendWhileServicesDie(suite);

      // Then
      await().atMost(LONG).until(() -> messageIds(sink).size() == EVENTS);
      assertThat(ticksDelivered(sink)).hasSize(EVENTS).allMatch(WebhookSink.Delivery::signed);
      assertThat(sink.contradictions()).isZero();
      var profiles = profileByPerson(sink);
      assertThat(new HashSet<>(profiles.values())).hasSize(PEOPLE);
      profiles.forEach((person, profile) ->
          await().atMost(LONG).until(() -> ticksComputed(suite, profile) == ticks.get(person)));
      await().atMost(LONG).until(() -> entered(sink).size() == tickers().size());
      assertThat(new HashSet<>(entered(sink))).isEqualTo(tickers());
      assertThat(membersOf(suite)).isEqualTo(tickers().size());
    }
  }

  private void sendWhileServicesDie(RunningSuite suite) throws InterruptedException {
    var sender = new Sender(suite.port("ingest"));
    var random = new SplittableRandom(7);
    int batches = EVENTS / BATCH;
    int between = batches / (SERVICES.size() + 1);
    for (int i = 0; i < batches; i++) {
      if (i > 0 && i % between == 0 && i / between <= SERVICES.size()) {
        suite.killHard(SERVICES.get(i / between - 1));
      }
      sender.send(batch(i, random));
    }
  }

  private String batch(int number, SplittableRandom random) {
    var items = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      int event = number * BATCH + i;
      // Everybody ticks at least once, some often.
      var person =
          "ticker-" + (event < PEOPLE ? event : random.nextInt(random.nextInt(PEOPLE) + 1));
      ticks.merge(person, 1, Integer::sum);
      items.append(i == 0 ? "" : ",");
      items.append("{\"type\":\"track\",\"event\":\"Tick\",\"messageId\":\"tick-").append(event);
      items.append("\",\"userId\":\"").append(person).append("\"}");
    }
    return "{\"writeKey\":\"power-cut-key\",\"batch\":[" + items + "]}";
  }

  private static List<WebhookSink.Delivery> ticksDelivered(WebhookSink sink) {
    return sink.deliveries(delivery -> delivery.text("event").equals("Tick"));
  }

  private static Set<String> messageIds(WebhookSink sink) {
    return ticksDelivered(sink).stream()
        .map(delivery -> delivery.text("messageId"))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> profileByPerson(WebhookSink sink) {
    var profiles = new HashMap<String, String>();
    for (var delivery : ticksDelivered(sink)) {
      var profile = delivery.text("context.tributary.profileId");
      var other = profiles.put(delivery.text("userId"), profile);
      assertThat(other == null || other.equals(profile)).as("one profile a person").isTrue();
    }
    return profiles;
  }

  private static int ticksComputed(RunningSuite suite, String profileId) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/profiles/{id}/memberships", profileId)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getInt("traits.ticks");
  }

  private Set<String> tickers() {
    return ticks.entrySet().stream()
        .filter(entry -> entry.getValue() >= 5)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static List<String> entered(WebhookSink sink) {
    return sink
        .deliveries(delivery ->
            delivery.text("event").equals("Audience Entered")
                && delivery.text("properties.audience_key").equals("tickers"))
        .stream()
        .map(delivery -> delivery.text("userId"))
        .toList();
  }

  private static int membersOf(RunningSuite suite) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/audiences/tickers/size")
        .then()
        .statusCode(200)
        .extract()
        .path("members");
  }
}
