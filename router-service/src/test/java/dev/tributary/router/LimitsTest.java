package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A destination's own limit holds for what arrives there. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class LimitsTest {

  private static final int REQUESTS = 20;

  /** Arrivals are not as far apart as departures: some 200 ms are the network's and the JVM's. */
  private static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void noSpanSeesMoreThanTheDefinitionAllowsAndNothingIsLost() {
    try (var bus = new Bus(servers);
        var sink = Sink.start()) {
      // Given
      var name = "limited-" + UUID.randomUUID();
      var event = "Order " + UUID.randomUUID();
      var webhook = Destinations.webhook(sink.url(), event);
      define(
          name,
          webhook.substring(0, webhook.length() - 1)
              + ",\"delivery\":{\"requests\":%d,\"per\":\"1s\"}}".formatted(REQUESTS));

      // When
      for (int i = 0; i < 100; i++) {
        bus.track(event, "m" + i, "p" + i, "{}");
      }
      bus.flush();

      // Then
      awaitBalance(name, "delivered", 100);
      assertThat(sink.distinctKeys()).isEqualTo(100);
      assertThat(sink.received()).hasSize(100);
      assertThat(mostIn(sink.received())).isLessThanOrEqualTo(REQUESTS);
      Destinations.delete(name);
    }
  }

  private static int mostIn(List<Sink.Received> received) {
    var times = received.stream().mapToLong(Sink.Received::atNanos).sorted().toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < times.length; last++) {
      while (times[last] - times[first] >= SPAN_NANOS) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
