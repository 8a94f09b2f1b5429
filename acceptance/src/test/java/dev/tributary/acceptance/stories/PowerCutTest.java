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
 * Each service in turn, and PostgreSQL, is ended with {@code kill -9} in the middle of 20,000
 * events and 1,000 group calls. Nothing that was acknowledged is lost, and nothing counts twice:
 * not downstream, not in a computed trait, not as a second profile, not as a membership of an
 * account, and not in an audience whose definition changes in the middle of it all.
 */
@ExtendWith(RunningSuite.Extension.class)
class PowerCutTest {

  private static final int EVENTS = 12_000;
  private static final int BATCH = 100;
  private static final int PEOPLE = 500;
  private static final int GROUP_CALLS_A_BATCH = 5;
  private static final int ACCOUNTS = 25;

  /** Identity twice: what follows its own stream and makes the memberships dies with it. */
  private static final List<String> MORTALS =
      List.of("ingest", "governance", "identity", "audience", "postgres", "identity", "router");

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
      kind: Audience
      metadata: {name: frequent_tickers}
      spec: {who: {event: Tick, count: {atLeast: 1000000}}}
      ---
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: golden_members}
      spec: {who: {account: {trait: power_cut_plan, equals: gold}}}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: power-cut-webhook}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'event = "Tick"'}
        audiences: [tickers, frequent_tickers, golden_members]
      """;

  /** Changed when half of the events are sent, a moment before its service dies. */
  private static final String CHANGED =
      """
      apiVersion: tributary.dev/v1
      kind: Audience
      metadata: {name: frequent_tickers}
      spec: {who: {event: Tick, where: 'userId != "nobody"', count: {atLeast: 20}}}
      """;

  /** How many ticks each person sent: what everything downstream must agree with. */
  private final Map<String, Integer> ticks = new HashMap<>();

  /** Who is in which account: the same. */
  private final Map<String, Set<String>> members = new HashMap<>();

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
          await()
              .pollDelay(Duration.ZERO) // of 500 people nearly all are right at once
              .atMost(LONG)
              .until(() -> ticksComputed(suite, profile) == ticks.get(person)));
      entered(suite, sink, "tickers", tickers(5));
      entered(suite, sink, "frequent_tickers", tickers(20));
      members.forEach((account, people) ->
          await().atMost(LONG).until(() -> membersStored(suite, account).equals(people)));
      entered(suite, sink, "golden_members", goldenMembers());
    }
  }

  private void sendWhileServicesDie(RunningSuite suite) throws InterruptedException {
    var sender = new Sender(suite.port("ingest"));
    var random = new SplittableRandom(7);
    int batches = EVENTS / BATCH;
    int between = batches / (MORTALS.size() + 1);
    for (int i = 0; i < batches; i++) {
      if (i > 0 && i % between == 0 && i / between <= MORTALS.size()) {
        var mortal = MORTALS.get(i / between - 1);
        if (mortal.equals("audience")) {
          suite.apply(CHANGED).orFail();
        }
        suite.killHard(mortal);
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
    for (int i = 0; i < GROUP_CALLS_A_BATCH; i++) {
      int account = random.nextInt(ACCOUNTS);
      var person = "ticker-" + random.nextInt(PEOPLE);
      members.computeIfAbsent("power-cut-" + account, _ -> new HashSet<>()).add(person);
      items
          .append(",{\"type\":\"group\",\"messageId\":\"join-")
          .append(number)
          .append('-')
          .append(i);
      items.append("\",\"userId\":\"").append(person);
      items.append("\",\"groupId\":\"power-cut-").append(account);
      items.append("\",\"traits\":{\"power_cut_plan\":\"").append(plan(account)).append("\"}}");
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

  private Set<String> tickers(int atLeast) {
    return ticks.entrySet().stream()
        .filter(entry -> entry.getValue() >= atLeast)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Set<String> goldenMembers() {
    var golden = new HashSet<String>();
    for (int account = 0; account < ACCOUNTS; account++) {
      if (plan(account).equals("gold")) {
        golden.addAll(members.getOrDefault("power-cut-" + account, Set.of()));
      }
    }
    return golden;
  }

  private static String plan(int account) {
    return account % 2 == 0 ? "gold" : "silver";
  }

  private static Set<String> membersStored(RunningSuite suite, String account) {
    return new HashSet<>(
        suite
            .asAdmin("identity")
            .get("/api/v1/entities/accounts/{account}/members?limit=1000", account)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("data.identifiers.user_id.flatten()", String.class));
  }

  /** Each of these is told to have entered, once, and nobody to have left. */
  private static void entered(
      RunningSuite suite, WebhookSink sink, String audience, Set<String> people) {
    await()
        .atMost(LONG)
        .until(() -> told(sink, "Audience Entered", audience).size() >= people.size());
    assertThat(told(sink, "Audience Entered", audience))
        .containsExactlyInAnyOrderElementsOf(people);
    assertThat(told(sink, "Audience Exited", audience)).isEmpty();
    assertThat(membersOf(suite, audience)).isEqualTo(people.size());
  }

  private static List<String> told(WebhookSink sink, String event, String audience) {
    return sink
        .deliveries(delivery ->
            delivery.text("event").equals(event)
                && delivery.text("properties.audience_key").equals(audience))
        .stream()
        .map(delivery -> delivery.text("userId"))
        .toList();
  }

  private static int membersOf(RunningSuite suite, String audience) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/audiences/{audience}/size", audience)
        .then()
        .statusCode(200)
        .extract()
        .path("members");
  }
}
