package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RawServer;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the bus to a webhook on this machine, on real Kafka and PostgreSQL. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class RouterTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "d-" + UUID.randomUUID();
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
    sink.close();
    bus.close();
  }

  @Test
  void deliversWhatIsSentRightAfterTheDefinitionSignedAndWithTheProfile() throws Exception {
    // Given
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "s3cret\n");
    define(
        name,
        """
        {"connector": "webhook",
         "settings": {"url": "%s", "secret": {"file": "%s"}, "headers": {"X-Team": "growth"}},
         "events": {"trigger": "event = '%s'"}}
        """
            .formatted(sink.url(), secret, event));

    // When
    bus.track(event, "m1", "p1", "{\"revenue\": 12.50}");
    bus.track("Other", "m2", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> sink.received().size() == 1);
    var received = sink.received().getFirst();
    assertThat(received.headers())
        .containsEntry("x-tributary-destination", name)
        .containsEntry("x-team", "growth")
        .containsEntry("user-agent", "Tributary")
        .containsEntry("content-type", "application/json")
        .containsEntry("x-signature", hmac("s3cret", received.body()));
    assertThat(received.key()).hasSize(32);
    var body = JsonPath.from(received.body());
    assertThat(body.getString("messageId")).isEqualTo("m1");
    assertThat(body.getString("context.tributary.profileId")).isEqualTo("p1");
    assertThat(body.getString("context.tributary.source")).isEqualTo("web");
    assertThat(body.getInt("context.tributary.birth.partition")).isEqualTo(1);
    assertThat(received.body()).contains("12.50").doesNotContain("w-secret");
    awaitBalance(name, "delivered", 1);
  }

  @Test
  void appliesTheMapping() {
    // Given
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"},
         "events": {"trigger": "event = '%s'",
           "mapping": {"who": {"@path": "$.context.tributary.profileId"}, "text": {"@template": "paid {{properties.revenue}}"}}}}
        """
            .formatted(sink.url(), event));

    // When
    bus.track(event, "m1", "p1", "{\"revenue\": 12}");

    // Then
    await().atMost(SOON).until(() -> !sink.received().isEmpty());
    assertThat(sink.received().getFirst().body())
        .isEqualTo("{\"who\":\"p1\",\"text\":\"paid 12\"}");
  }

  @Test
  void tellsAudienceChangesTwiceAndComputedTraitsOnce() {
    // Given
    bus.definition("Audience", "big_" + name);
    bus.definition("ComputedTrait", "revenue_" + name);
    bus.flush();
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"}, "audiences": ["big_%s"], "traits": ["revenue_%s"]}
        """
            .formatted(sink.url(), name, name));

    // When
    bus.membership("big_" + name, "p1", true, 1);
    bus.membership("another", "p1", true, 1);
    bus.trait("revenue_" + name, "p1", "450.0", 1);

    // Then
    await().atMost(SOON).until(() -> sink.received().size() == 3);
    assertThat(sink.received())
        .extracting(Sink.Received::body)
        .anyMatch(body ->
            body.contains("\"event\":\"Audience Entered\"")
                && body.contains("\"audience_key\":\"big_" + name))
        .anyMatch(body ->
            body.contains("\"traits\":{\"email\":\"p1@example.com\",\"big_" + name + "\":true}"))
        .anyMatch(body -> body.contains("\"revenue_" + name + "\":450.0"));
    assertThat(sink.distinctKeys()).isEqualTo(3);
  }

  @Test
  void triesAgainAfterA500WithTheSameKey() {
    // Given
    var count = new AtomicInteger();
    sink.behaving(
        (_, exchange) -> Sink.answer(exchange, count.incrementAndGet() <= 2 ? 500 : 200, ""));
    define(name, webhook(sink.url(), event));

    // When
    bus.track(event, "m1", "p1", "{}");

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.received()).hasSize(3);
    assertThat(sink.distinctKeys()).isEqualTo(1);
  }

  @Test
  void pausesAsLongAsRetryAfterSays() {
    // Given
    var count = new AtomicInteger();
    sink.behaving((_, exchange) -> {
      exchange.getResponseHeaders().add("Retry-After", "1");
      Sink.answer(exchange, count.incrementAndGet() == 1 ? 429 : 200, "");
    });
    define(name, webhook(sink.url(), event));

    // When
    bus.track(event, "m1", "p1", "{}");

    // Then
    awaitBalance(name, "delivered", 1);
    long apart = sink.received().get(1).atNanos() - sink.received().get(0).atNanos();
    assertThat(TimeUnit.NANOSECONDS.toMillis(apart)).isGreaterThanOrEqualTo(950);
  }

  @Test
  void buriesARefusalAtOnceWithoutAnySecret() throws Exception {
    // Given: a far end that answers with everything it was sent
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "s3cret-value");
    sink.behaving(
        (request, exchange) -> Sink.answer(exchange, 400, request.headers() + "x".repeat(100_000)));
    define(
        name,
        """
        {"connector": "webhook",
         "settings": {"url": "%s", "secret": {"file": "%s"}, "headers": {"Authorization": {"file": "%s"}}},
         "events": {"trigger": "event = '%s'"}}
        """
            .formatted(sink.url(), secret, secret, event));

    // When
    bus.track(event, "m1", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    var letter = bus.deadLetters(name).getFirst();
    assertThat(sink.received().getFirst().headers()).containsEntry("authorization", "s3cret-value");
    assertThat(letter.getCode()).isEqualTo("refused");
    assertThat(letter.getAttempts()).isEqualTo(1);
    assertThat(letter.getResponse().getStatus()).isEqualTo(400);
    assertThat(letter.getResponse().getBody().size()).isBetween(10_000, 16 * 1024);
    assertThat(letter.getRequest().getBody().toStringUtf8()).contains("\"messageId\":\"m1\"");
    assertThat(letter.getRequest().getHeadersMap()).containsKey("Idempotency-Key");
    assertThat(letter.getBirth().getPartition()).isEqualTo(1);
    assertThat(letter.getTopic()).isEqualTo(Topic.RESOLVED.topicName());
    assertThat(letter.toString()).doesNotContain("s3cret-value", "w-secret");
    awaitBalance(name, "dead", 1);
  }

  @Test
  void doesNotFollowARedirectButBuriesIt() {
    // Given
    sink.behaving((_, exchange) -> {
      exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
      Sink.answer(exchange, 302, "");
    });
    define(name, webhook(sink.url(), event));

    // When
    bus.track(event, "m1", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    assertThat(bus.deadLetters(name).getFirst().getCode()).isEqualTo("redirected");
  }

  @Test
  void buriesWhatKeepsFailingOnceItIsTooOld() {
    try (var server = RawServer.closing()) {
      // Given
      define(name, webhook(server.url(), event));

      // When
      bus.track(event, "m1", "p1", "{}");

      // Then
      await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
      var letter = bus.deadLetters(name).getFirst();
      assertThat(letter.getCode()).isEqualTo("retries_exhausted");
      assertThat(letter.getAttempts()).isGreaterThan(2);
      assertThat(letter.getGivenUpMillis() - letter.getFirstAttemptMillis())
          .isGreaterThanOrEqualTo(4_000);
    }
  }

  @Test
  void takesLongAndSlowBodiesByTheirStatus() {
    try (var server = RawServer.dripping("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")) {
      // Given
      var other = name + "-big";
      define(name, webhook(server.url(), event));
      sink.behaving(Sink.answering(200, "x".repeat(10 << 20)));
      define(other, webhook(sink.url(), event));

      // When
      bus.track(event, "m1", "p1", "{}");

      // Then
      awaitBalance(name, "delivered", 1);
      await().atMost(SOON).until(() -> balance(other).getInt("delivered") == 1);
    }
  }

  @Test
  void deliversToAHealthyDestinationWhileItsNeighbourHangs() {
    try (var server = RawServer.hanging()) {
      // Given
      var hanging = name + "-hanging";
      define(hanging, webhook(server.url(), event));
      define(name, webhook(sink.url(), event));

      // When
      for (int i = 0; i < 2_000; i++) {
        bus.track(event, "m" + i, "p" + i % 50, "{}");
      }

      // Then
      await().atMost(SOON).until(() -> sink.distinctKeys() == 2_000);
      var other = balance(hanging);
      assertThat(other.getInt("delivered")).isZero();
      assertThat(other.getInt("matched")).isPositive();
      Destinations.delete(hanging);
    }
  }

  @Test
  void buriesWhatTheMappingCannotShape() {
    // Given
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s"},
         "events": {"trigger": "event = '%s'", "mapping": {"@path": "$.properties.missing"}}}
        """
            .formatted(sink.url(), event));

    // When
    bus.track(event, "m1", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    assertThat(bus.deadLetters(name).getFirst().getCode()).isEqualTo("mapping_failed");
    assertThat(sink.received()).isEmpty();
  }

  @Test
  void passesOverRecordsItCannotRead() {
    // Given
    define(name, webhook(sink.url(), event));

    // When
    bus.send(Topic.RESOLVED, "p1", "not protobuf at all".getBytes(StandardCharsets.UTF_8));
    bus.send(Topic.RESOLVED, "p1", null);
    bus.send(Topic.CHANGES, "p1", new byte[] {1, 2, 3});
    bus.track(event, "m1", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> sink.received().size() == 1);
    awaitBalance(name, "delivered", 1);
  }

  @Test
  void sendsNothingUnsignedButHoldsUntilTheSecretIsThere() throws Exception {
    // Given
    var secret = RouterProfile.secrets().resolve(name);
    define(
        name,
        """
        {"connector": "webhook", "settings": {"url": "%s", "secret": {"file": "%s"}},
         "events": {"trigger": "event = '%s'"}}
        """
            .formatted(sink.url(), secret, event));
    bus.track(event, "m1", "p1", "{}");
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
    assertThat(balance(name).getString("detail")).contains("cannot be read");
    assertThat(sink.received()).isEmpty();

    // When
    Files.writeString(secret, "late");

    // Then
    awaitBalance(name, "delivered", 1);
    var received = sink.received().getFirst();
    assertThat(received.headers()).containsEntry("x-signature", hmac("late", received.body()));
  }

  @Test
  void deliversWhatWaitedByTheNewDefinition() {
    try (var server = RawServer.closing()) {
      // Given
      define(name, webhook(server.url(), event));
      bus.track(event, "m1", "p1", "{}");
      await().atMost(SOON).until(() -> server.connections() > 0);

      // When
      define(name, webhook(sink.url(), event));

      // Then
      await().atMost(SOON).until(() -> sink.received().size() == 1);
      awaitBalance(name, "delivered", 1);
    }
  }

  @Test
  void beginsAnewWhereADeletedDestinationIsDefinedAgain() {
    // Given
    define(name, webhook(sink.url(), event));
    bus.track(event, "m1", "p1", "{}");
    awaitBalance(name, "delivered", 1);
    Destinations.delete(name);
    bus.track(event, "m2", "p1", "{}");
    bus.flush();

    // When
    define(name, webhook(sink.url(), event));
    bus.track(event, "m3", "p1", "{}");

    // Then
    await().atMost(SOON).until(() -> sink.received().size() == 2);
    assertThat(JsonPath.from(sink.received().get(1).body()).getString("messageId")).isEqualTo("m3");
  }

  private static String hmac(String secret, String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
