package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.ProfileRows;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The profile tables as a stream to a warehouse's loader, on real Kafka and PostgreSQL. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class ProfilesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ALL =
      "\"id_graph_updates\", \"external_id_mapping_updates\", \"profile_traits_updates\"";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "warehouse-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private final String profile = "p-" + UUID.randomUUID();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    sink.close();
    bus.close();
  }

  @Test
  void deliversTheRowsOfEveryTableItWantsEachUnderAKeyOfItsOwn() {
    // Given
    define(name, warehouse(ALL, ""));

    // When
    bus.row(profile, graph("r1"));
    bus.row(profile, external("r2"));
    bus.row(profile, trait("r3", "\"gold\""));
    bus.row(profile, trait("r3", "\"gold\"")); // again, as after a crash

    // Then
    awaitBalance(name, "delivered", 4);
    assertThat(sink.distinctKeys()).isEqualTo(3);
    assertThat(sink.received())
        .extracting(received -> JsonPath.from(received.body()).getString("table"))
        .containsExactlyInAnyOrder(
            "id_graph_updates",
            "external_id_mapping_updates",
            "profile_traits_updates",
            "profile_traits_updates");
    assertThat(bodyOf("external_id_mapping_updates").getMap(""))
        .containsOnlyKeys(
            "table",
            "segment_id",
            "external_id_type",
            "external_id_value",
            "external_id_hash",
            "triggering_event_id",
            "triggering_event_name",
            "triggering_event_type",
            "triggering_event_source_id",
            "triggering_event_source_name",
            "triggering_event_source_slug",
            "seq",
            "received_at",
            "timestamp",
            "id",
            "uuid_ts");
    assertThat(bodyOf("id_graph_updates").getString("canonical_segment_id")).isEqualTo("p-old");
    assertThat(bodyOf("profile_traits_updates").getString("value")).isEqualTo("gold");
  }

  @Test
  void deliversTheTablesItWantsAndNoOthersBesideItsEvents() {
    // Given
    define(
        name,
        warehouse(
            "\"profile_traits_updates\"",
            ", \"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));

    // When
    bus.row(profile, graph("r1"));
    bus.row(profile, trait("r3", "12.50"));
    bus.track(event, "m1", profile, "{}");

    // Then
    awaitBalance(name, "delivered", 2);
    assertThat(sink.received())
        .extracting(Sink.Received::body)
        .anyMatch(body -> body.contains("\"value\":12.50"))
        .anyMatch(body -> body.contains("\"messageId\":\"m1\""));
  }

  @Test
  void appliesTheMappingAndBuriesWhatItCannotShape() {
    // Given
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"},
         "profiles": {"tables": [%s],
           "mapping": {"@if": {"exists": {"@path": "$.external_id_value"},
             "then": {"who": {"@path": "$.segment_id"}, "what": {"@template": "{{external_id_type}}={{external_id_value}}"}}}}}}
        """
            .formatted(sink.url(), ALL));

    // When
    bus.row(profile, external("r2"));
    bus.row(profile, graph("r1"));

    // Then
    awaitBalance(name, "delivered", 1);
    awaitBalance(name, "dead", 1);
    assertThat(sink.received().getFirst().body())
        .isEqualTo("{\"who\":\"%s\",\"what\":\"user_id=u1\"}".formatted(profile));
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    var letter = bus.deadLetters(name).getFirst();
    assertThat(letter.getCode()).isEqualTo("mapping_failed");
    assertThat(letter.getTopic()).isEqualTo(Topic.PROFILE_UPDATES.topicName());
    assertThat(letter.getBirth().getOffset()).isEqualTo(77);
  }

  @Test
  void triesAgainWithTheSameKeyAndPassesOverWhatItCannotRead() {
    // Given
    var count = new AtomicInteger();
    sink.behaving(
        (_, exchange) -> Sink.answer(exchange, count.incrementAndGet() == 1 ? 503 : 200, ""));
    define(name, warehouse(ALL, ""));

    // When
    bus.send(Topic.PROFILE_UPDATES, profile, "no row".getBytes(StandardCharsets.UTF_8));
    bus.send(Topic.PROFILE_UPDATES, profile, null);
    bus.row(profile, trait("", "1"));
    bus.row(profile, trait("r3", "1"));

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.received()).hasSize(2);
    assertThat(sink.distinctKeys()).isEqualTo(1);
  }

  @Test
  void beginsAndEndsToReadTheTablesAsTheDefinitionSays() {
    // Given: no tables wanted yet
    var wantsEvents = ", \"events\": {\"trigger\": \"event = '%s'\"}".formatted(event);
    define(name, withoutTables(wantsEvents));
    bus.row(profile, trait("before", "1"));
    bus.track(event, "m1", profile, "{}");
    bus.flush();
    awaitBalance(name, "delivered", 1);
    assertThat(balance(name).getMap("unread")).doesNotContainKey("profile-updates");

    // When: wanted from now on
    define(name, warehouse(ALL, wantsEvents));
    bus.row(profile, trait("while", "2"));
    bus.track(event, "m2", profile, "{}");
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 3);
    assertThat(sink.received())
        .extracting(Sink.Received::body)
        .noneMatch(body -> body.contains("\"value\":1,"))
        .anyMatch(body -> body.contains("\"value\":2,"));
    assertThat(balance(name).getMap("unread")).containsKey("profile-updates");

    // When: not any more
    define(name, withoutTables(wantsEvents));
    await()
        .atMost(SOON)
        .until(() ->
            !balance(name).getMap("unread").containsKey("profile-updates")
                && !balance(name).getMap("unread").isEmpty());
    bus.row(profile, trait("after", "3"));
    bus.track(event, "m3", profile, "{}");

    // Then
    awaitBalance(name, "delivered", 4);
    assertThat(sink.received()).hasSize(4);
    assertThat(sink.distinctKeys()).isEqualTo(4);
  }

  @Test
  void saysHowFarItIsBehindTheStream() {
    // Given: a far end that takes nothing
    sink.behaving(Sink.answering(503, ""));
    define(name, warehouse(ALL, ""));
    bus.row(profile, trait("r1", "1"));
    bus.row(profile, trait("r2", "2"));

    // Then: read, but nothing of it settled
    awaitBalance(name, "pending", 2);
    // Where the stream ends is not asked at every look.
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var balance = balance(name);
          assertThat(balance.getInt("unread.profile-updates")).isZero();
          assertThat(balance.getInt("lag")).isGreaterThanOrEqualTo(2);
          assertThat(balance.getMap("unread"))
              .containsOnlyKeys(
                  "changes", "profile-updates", "redeliveries", "resolved", "retries");
        });
    assertThat(metrics())
        .containsPattern(
            "tributary_router_unread\\{destination=\"%s\",topic=\"profile-updates\",?} 0.0"
                .formatted(name))
        .containsPattern("tributary_router_lag\\{destination=\"%s\",?} [2-9]".formatted(name));

    // When
    sink.behaving(Sink.answering(200, ""));

    // Then
    awaitBalance(name, "delivered", 2);
    await().atMost(SOON).until(() -> balance(name).getInt("lag") == 0);
  }

  private String warehouse(String tables, String more) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"}, "profiles": {"tables": [%s]}%s}
    """
        .formatted(sink.url(), tables, more);
  }

  private String withoutTables(String more) {
    return "{\"connector\": \"webhook\", \"settings\": {\"url\": \"%s\"}%s}"
        .formatted(sink.url(), more);
  }

  private JsonPath bodyOf(String table) {
    return sink.received().stream()
        .map(received -> JsonPath.from(received.body()))
        .filter(body -> body.getString("table").equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }

  private ProfileUpdate.Builder graph(String id) {
    return ProfileRows.graph(id, profile, "p-old");
  }

  private ProfileUpdate.Builder external(String id) {
    return ProfileRows.external(id, profile, "u1");
  }

  private ProfileUpdate.Builder trait(String id, String value) {
    return ProfileRows.trait(id, profile, value);
  }
}
