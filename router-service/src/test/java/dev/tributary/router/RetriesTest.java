package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.CrowdedProfile;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps failing waits in Kafka, not in memory, and is in nobody's way, on real Kafka. */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@WithTestResource(EmbeddedServers.class)
class RetriesTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** More than a destination may have in memory. */
  private static final int MANY = 2 * CrowdedProfile.ROOM;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "r-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private Bus bus;
  private Sink sink;
  private int sent;

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
  void putsAsideWhatKeepsFailingAndDeliversItOnceItCan() {
    // Given
    var broken = new AtomicBoolean(true);
    var delivered = failing(broken);
    define(name, webhook("1h"));

    // When
    publish(MANY);

    // Then: the good ones arrive though more fail than there is room for
    await().atMost(SOON).until(() -> delivered.size() == MANY);
    assertThat(balance(name).getInt("discarded.put_aside"))
        .isGreaterThanOrEqualTo(MANY - CrowdedProfile.ROOM);

    // When
    broken.set(false);

    // Then
    awaitBalance(name, "delivered", 2 * MANY);
    assertThat(delivered).hasSize(2 * MANY);
    awaitBalance(name, "pending", 0);
    assertThat(bus.deadLetters(name)).isEmpty();
  }

  @Test
  void keepsTheAgeOfWhatWasPutAside() {
    // Given
    var _ = failing(new AtomicBoolean(true));
    define(name, webhook("5s"));

    // When
    publish(MANY);

    // Then
    await()
        .atMost(SOON)
        .until(() -> {
          good(20); // a destination that takes nothing any more would be left alone
          return balance(name).getInt("dead") == MANY;
        });
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == MANY);
    assertThat(balance(name).getInt("discarded.put_aside")).isPositive();
    assertThat(bus.deadLetters(name))
        .allSatisfy(letter -> {
          assertThat(letter.getCode()).isEqualTo("retries_exhausted");
          assertThat(letter.getTopic()).isEqualTo("tributary.resolved");
          assertThat(letter.getGivenUpMillis() - letter.getFirstAttemptMillis())
              .isGreaterThanOrEqualTo(5_000);
        });
  }

  /** Refuses bad events while it is broken; tells the keys of what it took. */
  private Set<String> failing(AtomicBoolean broken) {
    var delivered = ConcurrentHashMap.<String>newKeySet();
    sink.behaving((request, exchange) -> {
      boolean fails = broken.get() && request.body().contains("\"kind\":\"bad\"");
      if (!fails) {
        delivered.add(request.key());
      }
      Sink.answer(exchange, fails ? 503 : 200, "");
    });
    return delivered;
  }

  /** Good and bad ones in turn. */
  private void publish(int each) {
    for (int i = 0; i < each; i++) {
      bus.track(event, "bad" + i, "p" + i, "{\"kind\":\"bad\"}");
      good(1);
    }
    bus.flush();
  }

  private void good(int many) {
    for (int i = 0; i < many; i++) {
      bus.track(event, "good" + sent, "p" + sent, "{\"kind\":\"good\"}");
      sent++;
    }
  }

  private String webhook(String maxAge) {
    return """
    {"connector": "webhook", "settings": {"url": "%s"}, "delivery": {"maxAge": "%s"},
     "events": {"trigger": "event = '%s'"}}
    """
        .formatted(sink.url(), maxAge, event);
  }
}
