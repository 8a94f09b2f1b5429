package dev.tributary.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.limit.Pace;
import dev.tributary.router.domain.limit.Permit;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.testing.RouterProfile;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the running router shares by way of a real Redis. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class SharedStateTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Throttle.Factory throttles;
  @Inject MeterRegistry registry;

  @Test
  void twoThrottlesOfOneDestinationDrawFromOneBucketInRedis() {
    // Given
    var name = "shared-" + UUID.randomUUID();
    var rate = new Limits.Rate(100, Duration.ofSeconds(1));
    var limit = new RateLimit(Optional.of(Pace.of(rate, 1)), Optional.empty());
    var first = throttles.open(name);
    var second = throttles.open(name);
    first.follow(limit);
    second.follow(limit);

    // When
    await()
        .atMost(SOON)
        .until(() -> {
          first.take(1, Instant.now());
          return second.take(1, Instant.now()) instanceof Permit.Granted && drawn("granted") > 20;
        });

    // Then
    assertThat(drawn("fresh")).isPositive();
    assertThat(drawn("apart")).isPositive();
  }

  private double drawn(String outcome) {
    return registry.counter("tributary.router.limit.draws", "outcome", outcome).count();
  }
}
