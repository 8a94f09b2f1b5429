package dev.tributary.acceptance.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.RunningSuite;
import dev.tributary.acceptance.suite.Sender;
import dev.tributary.acceptance.suite.WebhookSink;
import dev.tributary.acceptance.suite.WebhookSink.Delivery;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ada registers in a shop, and later orders there as a guest with another e-mail address. No event
 * says that the two are one; her name and birthday do, among the town's other people. What is
 * probable is told with its reasons to who asks for it and merges nobody, until a person says so.
 */
@ExtendWith(RunningSuite.Extension.class)
class ProbableLinksTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RUNS = "/api/v1/soft-links/runs";

  private static final String REGISTERED = "user_id:links-ada";
  private static final String GUEST = "email:ada.guest@links.example";
  private static final String NAMESAKE = "email:ada.other@links.example";

  private static final List<String> GIVEN_NAMES =
      List.of("Grace", "Alan", "Edsger", "Barbara", "Donald", "Frances", "Niklaus", "Margaret");
  private static final List<String> FAMILY_NAMES =
      List.of("Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Allen", "Wirth", "Hamilton");

  private static final String DEFINITIONS =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: links}
      spec: {writeKeys: [links-key]}
      ---
      apiVersion: tributary.dev/v1
      kind: ComputedTrait
      metadata: {name: links_orders}
      spec: {count: {event: Links Order}}
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: links-cautious}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'event = "Links Order"'}
        traits: [links_orders]
      ---
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: links-curious}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        events: {trigger: 'event = "Links Order"'}
        softLinks: {minimum: 0.9}
      """;

  @Test
  void whoIsProbablyOneIsToldAndMergedOnlyWhenAPersonSaysSo(RunningSuite suite) throws Exception {
    try (var sink = new WebhookSink(RunningSuite.HOOK_SECRET)) {
      // Given
      suite.apply(DEFINITIONS.replace("$SINK", sink.address().toString())).orFail();
      var sender = new Sender(suite.port("ingest"));
      sender.send(batch(town()));
      sender.send(
          batch(
              person("\"userId\":\"links-ada\"", "ada@links.example", "Ada", "1985-12-10"),
              person("\"anonymousId\":\"links-guest\"", email(GUEST), "Ada", "1985-12-10"),
              person("\"anonymousId\":\"links-namesake\"", email(NAMESAKE), "Ada", "1961-03-02")));

      // When
      var link = linkFound(suite);

      // Then: with reasons, and of her only; nothing is merged
      assertThat(link.getDouble("links[0].score")).isBetween(0.9, 1.0);
      assertThat(link.getList("links[0].identifiers")).contains(GUEST);
      assertThat(link.getList("links[0].evidence.fields.field"))
          .contains("given_name", "family_name", "birthday");
      assertThat(likely(suite, NAMESAKE).getList("links")).isEmpty();
      var registered = link.getString("profileId");
      var guest = link.getString("links[0].profileId");
      assertThat(likely(suite, GUEST).getString("profileId")).isEqualTo(guest);
      assertThat(guest).isNotEqualTo(registered);

      // When: both order
      sender.send(batch(order("1", "\"userId\":\"links-ada\"")));
      sender.send(batch(order("2", "\"anonymousId\":\"links-guest\"")));

      // Then: only the tool that opted in hears who else it may be
      await().atMost(SOON).until(() -> orders(sink).size() == 4);
      assertThat(softLinked(sink, "links-order-1"))
          .containsExactlyInAnyOrder("links-guest", email(GUEST));
      assertThat(softLinked(sink, "links-order-2"))
          .containsExactlyInAnyOrder("links-ada", "ada@links.example");
      assertThat(orders(sink).stream().filter(each -> each.body().has("softLinked"))).hasSize(2);
      await().atMost(SOON).until(() -> counted(sink, registered, 1) && counted(sink, guest, 1));

      // When: a person says that they are one
      suite
          .asAdmin("identity")
          .post("/api/v1/soft-links/{id}/promote", link.getString("links[0].id"))
          .then()
          .statusCode(200);

      // Then: they are, here and downstream, where their orders add up under one profile
      var one = likely(suite, REGISTERED).getString("profileId");
      assertThat(one).isIn(registered, guest);
      assertThat(likely(suite, GUEST).getString("profileId")).isEqualTo(one);
      assertThat(likely(suite, REGISTERED).getList("links")).isEmpty();
      await().atMost(SOON).until(() -> counted(sink, one, 2));
      assertThat(audienceKnows(suite, registered)).isEqualTo(one);
      assertThat(audienceKnows(suite, guest)).isEqualTo(one);
      assertThat(sink.contradictions()).isZero();
    }
  }

  /**
   * Runs until the people just sent were observed: they are followed a little behind the stream.
   */
  private static JsonPath linkFound(RunningSuite suite) {
    return await()
        .atMost(SOON)
        .until(
            () -> {
              run(suite);
              return likely(suite, REGISTERED);
            },
            likely -> likely.getList("links").size() == 1);
  }

  private static void run(RunningSuite suite) {
    var run =
        suite
            .asAdmin("identity")
            .contentType("application/json")
            .body("{\"methods\":[\"fellegi_sunter\"],\"floor\":0.9,\"evaluate\":false}")
            .post(RUNS)
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    var ended =
        await()
            .atMost(SOON)
            .until(
                () -> suite.asAdmin("identity").get(RUNS + "/{id}", run).jsonPath(),
                answer -> answer.getString("endedAt") != null);
    assertThat(ended.getString("state")).isEqualTo("succeeded");
  }

  private static JsonPath likely(RunningSuite suite, String id) {
    return suite
        .asAdmin("identity")
        .get("/api/v1/profiles/{id}/soft-links?threshold=0.9", id)
        .jsonPath();
  }

  private static String audienceKnows(RunningSuite suite, String profileId) {
    return suite
        .asAdmin("audience")
        .get("/api/v1/profiles/{id}/memberships", profileId)
        .then()
        .statusCode(200)
        .extract()
        .path("profileId");
  }

  private static List<Delivery> orders(WebhookSink sink) {
    return sink.deliveries(delivery -> delivery.text("event").equals("Links Order"));
  }

  private static List<String> softLinked(WebhookSink sink, String messageId) {
    return orders(sink).stream()
        .filter(
            order -> order.text("messageId").equals(messageId) && order.body().has("softLinked"))
        .flatMap(order -> order.body().findValuesAsText("value").stream())
        .toList();
  }

  private static boolean counted(WebhookSink sink, String profileId, int orders) {
    return !sink.deliveries(delivery ->
            delivery.text("context.tributary.profileId").equals(profileId)
                && delivery.text("traits.links_orders").equals(Integer.toString(orders)))
        .isEmpty();
  }

  /** People of whom no two share a whole name and none a birthday. */
  private static String town() {
    return IntStream.range(0, GIVEN_NAMES.size() * FAMILY_NAMES.size())
        .mapToObj(i ->
            """
            {"type":"identify","userId":"links-%1$d","traits":{"email":"townsman-%1$d@links.example",
             "firstName":"%2$s","lastName":"%3$s","birthday":"%4$s"}}
            """
                .formatted(
                    i,
                    GIVEN_NAMES.get(i % GIVEN_NAMES.size()),
                    FAMILY_NAMES.get(i / GIVEN_NAMES.size()),
                    LocalDate.of(1950, 1, 1).plusDays(271L * i)))
        .collect(Collectors.joining(","));
  }

  private static String person(String id, String email, String given, String birthday) {
    return """
    {"type":"identify",%s,"traits":{"email":"%s","firstName":"%s","lastName":"Lovelace",
     "birthday":"%s"}}
    """
        .formatted(id, email, given, birthday);
  }

  private static String order(String number, String id) {
    return """
    {"type":"track","event":"Links Order","messageId":"links-order-%s",%s}
    """
        .formatted(number, id);
  }

  private static String email(String identifier) {
    return identifier.substring(identifier.indexOf(':') + 1);
  }

  private static String batch(String... events) {
    return "{\"writeKey\":\"links-key\",\"batch\":[" + String.join(",", events) + "]}";
  }
}
