package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Servers that go away and come back while things are on their way. */
@QuarkusTest
@TestProfile(OutageTest.OwnServers.class)
@WithTestResource(MortalServers.class)
class OutageTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  /** A profile of its own: Quarkus mixes class loaders up where one has two sets of servers. */
  public static final class OwnServers extends RouterProfile {}

  Servers mortal;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void goesOnByItselfWhenTheBrokerIsBackAndBuriesWhatItCouldNotMeanwhile() {
    try (var bus = new Bus(servers);
        var sink = Sink.start();
        var refusing = Sink.start()) {
      // Given: one destination that takes all, and one whose refusal comes while the broker is away
      var killed = new AtomicBoolean();
      refusing.behaving((_, exchange) -> {
        if (!killed.getAndSet(true)) {
          mortal.killKafka();
        }
        Sink.answer(exchange, 400, "");
      });
      define("outage-taking", webhook(sink.url(), "Before"));
      define("outage-refusing", webhook(refusing.url(), "Last"));
      bus.track("Before", "m1", "p1", "{}");
      await().atMost(SOON).until(() -> sink.received().size() == 1);

      // When
      bus.track("Last", "m2", "p1", "{}");
      await().atMost(SOON).until(() -> refusing.received().size() == 1);
      mortal.restartKafka();
      bus.track("Before", "m3", "p1", "{}");

      // Then
      await().atMost(SOON).until(() -> sink.distinctKeys() == 2);
      await().atMost(SOON).until(() -> bus.deadLetters("outage-refusing").size() >= 1);
      await().atMost(SOON).until(() -> balance("outage-refusing").getInt("dead") == 1);
      assertThat(balance("outage-taking").getInt("pending")).isZero();
      assertThat(refusing.distinctKeys()).isEqualTo(1);
    }
  }
}
