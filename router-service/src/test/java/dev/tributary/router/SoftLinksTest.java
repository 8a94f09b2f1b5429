package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.FakeIdentity;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Destinations that asked to be told who is probably the same customer, by real gRPC. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class SoftLinksTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "soft-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private final String profile = "p-" + UUID.randomUUID();
  private final FakeIdentity identity = new FakeIdentity();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    identity.close();
    sink.close();
    bus.close();
  }

  @Test
  void tellsAnEventsSoftLinksBesideWhatIsKnownForCertain() {
    // Given
    identity.start();
    identity.link(profile, 0.95, "maybe@example.com");
    identity.link(profile, 0.89, "hardly@example.com");
    identity.link(profile, 0.97, "expired@example.com", 1);
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));

    // When
    bus.track(event, "m1", profile, "{}");

    // Then
    awaitBalance(name, "delivered", 1);
    var body = JsonPath.from(sink.received().getFirst().body());
    assertThat(body.getList("softLinked")).hasSize(1);
    assertThat(body.getDouble("softLinked[0].score")).isEqualTo(0.95);
    assertThat(body.getString("softLinked[0].identifiers[0].type")).isEqualTo("email");
    assertThat(body.getString("softLinked[0].identifiers[0].value")).isEqualTo("maybe@example.com");
    assertThat(body.getString("userId")).isEqualTo("u-" + profile);
    assertThat(identity.asked().getFirst().getMinimum()).isEqualTo(0.9);
    assertThat(identity.tokens().getFirst()).startsWith("Bearer ");
  }

  @Test
  void tellsThemInBothCallsOfAnAudienceAndAsksOnce() {
    // Given
    identity.start();
    identity.link(profile, 0.95, "maybe@example.com");
    bus.definition("Audience", "big_" + name);
    bus.flush();
    define(name, wanting("\"audiences\": [\"big_%s\"]".formatted(name)));

    // When
    bus.membership("big_" + name, profile, true, 1);

    // Then
    awaitBalance(name, "delivered", 2);
    assertThat(sink.received())
        .extracting(received -> JsonPath.from(received.body()).getDouble("softLinked[0].score"))
        .containsExactly(0.95, 0.95);
    assertThat(identity.asked()).hasSize(1);
  }

  @Test
  void letsTheMappingUseThem() {
    // Given
    identity.start();
    identity.link(profile, 0.95, "maybe@example.com");
    define(
        name,
        wanting(
            """
            "events": {"trigger": "event = '%s'",
              "mapping": {"perhaps": {"@path": "$.softLinked[0].identifiers[0].value"}}}
            """
                .formatted(event)));

    // When
    bus.track(event, "m1", profile, "{}");

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.received().getFirst().body()).isEqualTo("{\"perhaps\":\"maybe@example.com\"}");
  }

  @Test
  void saysThatThereAreNoneAndAsksNobodyForThoseWhoDidNotOptIn() {
    // Given
    identity.start();
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));
    define(name + "-other", webhook(sink.url() + "/other", event));

    // When
    bus.track(event, "m1", profile, "{\"softLinked\": \"in properties\"}");

    // Then
    awaitBalance(name, "delivered", 1);
    awaitBalance(name + "-other", "delivered", 1);
    assertThat(identity.asked()).hasSize(1);
    assertThat(sink.received())
        .extracting(Sink.Received::body)
        .filteredOn(body -> body.contains("\"softLinked\":[]"))
        .hasSize(1);
  }

  @Test
  void waitsWhileIdentityIsAwayAndNeverSendsWithout() {
    // Given
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));

    // When
    bus.track(event, "m1", profile, "{}");

    // Then
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
    assertThat(balance(name).getString("detail")).contains("identity-service does not answer");
    assertThat(sink.received()).isEmpty();

    // When
    identity.link(profile, 0.95, "maybe@example.com");
    identity.start();

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.received().getFirst().body()).contains("maybe@example.com");
    assertThat(balance(name).getString("state")).isEqualTo("running");
  }

  @Test
  void goesOnByItselfWhenIdentityComesBackInTheMiddleOfManyDeliveries() {
    // Given: so many that they are on their way while identity goes
    identity.start();
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));
    for (int i = 0; i < 400; i++) {
      identity.link(profile + i, 0.95, "maybe-" + i + "@example.com");
      bus.track(event, "m" + i, profile + i, "{}");
    }
    await().atMost(SOON).until(() -> identity.asked().size() >= 50);

    // When
    identity.close();
    for (int i = 400; i < 800; i++) {
      identity.link(profile + i, 0.95, "maybe-" + i + "@example.com");
      bus.track(event, "m" + i, profile + i, "{}");
    }
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
    identity.start();

    // Then
    awaitBalance(name, "delivered", 800);
    assertThat(sink.distinctKeys()).isEqualTo(800);
    assertThat(sink.received())
        .allMatch(received -> received.body().contains("maybe-"))
        .hasSize(800);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNIMPLEMENTED", "UNAUTHENTICATED", "PERMISSION_DENIED"})
  void holdsWhereIdentityDoesNotAnswerThisRouter(Status.Code code) {
    // Given
    identity.start();
    identity.answering(code.toStatus());
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));

    // When
    bus.track(event, "m1", profile, "{}");
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
    identity.answering(Status.OK);

    // Then
    awaitBalance(name, "delivered", 1);
  }

  @Test
  void buriesWhatIdentityWillNeverAnswerAndWhatKeepsFailing() {
    // Given
    identity.start();
    identity.answering(Status.INVALID_ARGUMENT);
    define(name, wanting("\"events\": {\"trigger\": \"event = '%s'\"}".formatted(event)));

    // When
    bus.track(event, "m1", profile, "{}");
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    identity.answering(Status.INTERNAL);
    bus.track(event, "m2", profile, "{}");
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 2);

    // Then
    assertThat(bus.deadLetters(name))
        .extracting(letter -> letter.getCode())
        .containsExactly("soft_links_refused", "retries_exhausted");
    assertThat(bus.deadLetters(name).get(1).getMessage()).contains("INTERNAL");
    assertThat(sink.received()).isEmpty();
    awaitBalance(name, "dead", 2);
  }

  private String wanting(String what) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"}, "softLinks": {"minimum": 0.9}, %s}
    """
        .formatted(sink.url(), what);
  }
}
