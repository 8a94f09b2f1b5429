package dev.tributary.acceptance.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.acceptance.suite.WebhookSink.Delivery;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A source of a story's own and a tool downstream that hears every event of it, and of no other.
 *
 * <p>That something came once, or not at all, is shown without waiting for what should not come:
 * the suite keeps the order of what it is told of one person, so a mark that is sent last and has
 * come is the end of it, once the router says that all it matched was delivered.
 */
public final class HeardSource implements AutoCloseable {

  /** A person by the identifier that keeps the order of what is told of them. */
  private record Person(String field, String value) {

    static Person of(Delivery event) {
      var userId = event.text("userId");
      return userId.isEmpty()
          ? new Person("anonymousId", event.text("anonymousId"))
          : new Person("userId", userId);
    }
  }

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String MARK = "A mark of the story itself";

  private static final String SOURCE =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: $NAME}
      spec: {writeKeys: [$NAME-key]}
      """;

  private static final String DESTINATION =
      """
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: $NAME}
      spec:
        connector: webhook
        settings: {url: '$SINK', secret: {env: HOOK_SECRET}}
        sources: [$NAME]
        events: {trigger: 'type in ["alias", "group", "identify", "page", "screen", "track"]'}
      """;

  private final RunningSuite suite;
  private final String name;
  private final WebhookSink sink;
  private final int duplicatesBefore;

  private HeardSource(RunningSuite suite, String name, WebhookSink sink) {
    this.suite = suite;
    this.name = name;
    this.sink = sink;
    this.duplicatesBefore = duplicatesOfAll();
  }

  /** Defines it, and returns when what is sent to it is heard. */
  public static HeardSource of(RunningSuite suite, String name) throws IOException {
    var source = new HeardSource(suite, name, new WebhookSink(RunningSuite.HOOK_SECRET));
    source.define("ingest", "sources", SOURCE);
    source.define("router", "destinations", DESTINATION);
    await()
        .atMost(SOON)
        .until(() -> {
          source.mark(
              UUID.randomUUID().toString(),
              new Person("userId", name)); // refused until its key is known
          return source.sink.size() > 0;
        });
    return source;
  }

  /** Defines it anew, with more than a write key. */
  public void says(String spec) {
    define("ingest", "sources", SOURCE.replace("{writeKeys", "{" + spec + ", writeKeys"));
  }

  public String writeKey() {
    return name + "-key";
  }

  /** The events that clients sent, when as many as expected have come, each of them once. */
  public List<Delivery> exactly(int count) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(events()).hasSizeGreaterThanOrEqualTo(count));
    settle(events().stream().map(Person::of).collect(Collectors.toSet()));
    assertThat(events()).hasSize(count);
    assertThat(sink.contradictions()).isZero();
    return events();
  }

  /** Shows that no client's event came, nor one on its way about these user ids. */
  public void nothingOf(String... userIds) {
    settle(
        Set.of(userIds).stream().map(id -> new Person("userId", id)).collect(Collectors.toSet()));
    assertThat(events()).isEmpty();
  }

  /** How many messages were recognised as sent before, since this source was defined. */
  public int duplicates() {
    return duplicatesOfAll() - duplicatesBefore;
  }

  @Override
  public void close() {
    suite.asAdmin("router").delete("/api/v1/destinations/" + name).then().statusCode(204);
    var path = "/api/v1/sources/" + name;
    await() // until it is known there that no destination needs it
        .atMost(SOON)
        .until(() -> suite.asAdmin("ingest").delete(path).statusCode() == 204);
    sink.close();
  }

  private void define(String service, String plural, String definition) {
    suite
        .asAdmin(service)
        .contentType("application/yaml")
        .body(
            definition
                .replace("$NAME", name)
                .replace("$SINK", sink.address().toString())
                .getBytes(StandardCharsets.UTF_8))
        .put("/api/v1/" + plural + "/" + name)
        .then()
        .statusCode(200);
  }

  private void settle(Set<Person> people) {
    var marks = new ArrayList<String>();
    for (var person : people) {
      marks.add(UUID.randomUUID().toString());
      mark(marks.getLast(), person).then().statusCode(200);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(sink.deliveries(_ -> true))
                .extracting(delivery -> delivery.text("messageId"))
                .containsAll(marks));
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var balance = suite.asAdmin("router").get("/api/v1/destinations/" + name + "/balance");
          assertThat(balance.<Integer>path("matched")).isEqualTo(sink.size());
          assertThat(balance.<Integer>path("delivered")).isEqualTo(sink.size());
          assertThat(sink.requests()).isEqualTo(sink.size());
        });
  }

  private Response mark(String messageId, Person person) {
    return RestAssured.given()
        .auth()
        .preemptive()
        .basic(writeKey(), "")
        .contentType("application/json")
        .body(Map.of("messageId", messageId, "event", MARK, person.field(), person.value()))
        .post(suite.address("ingest") + "/v1/track");
  }

  private List<Delivery> events() {
    return sink.deliveries(delivery -> !delivery.text("event").equals(MARK));
  }

  private int duplicatesOfAll() {
    return suite.asAdmin("governance").get("/api/v1/balance").path("duplicate");
  }
}
