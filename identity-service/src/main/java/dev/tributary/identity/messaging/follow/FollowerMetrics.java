package dev.tributary.identity.messaging.follow;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * What the follower counts, once a batch's offsets are committed:
 *
 * <pre>
 * records consumed = sum of tributary.identity.followed over outcome
 *                  = event + merged + split + unidentified + own + unknown_kind + undecodable
 * </pre>
 *
 * <p>Beside it, for each listener: {@code tributary.identity.follower.failures}, records it could
 * not follow, and {@code tributary.identity.follower.time}.
 */
@ApplicationScoped
class FollowerMetrics {

  private final MeterRegistry registry;

  FollowerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void committed(Collection<String> outcomes) {
    for (var outcome : outcomes) {
      registry.counter("tributary.identity.followed", "outcome", outcome).increment();
    }
  }

  void followed(String listener, long nanos) {
    registry
        .timer("tributary.identity.follower.time", "listener", listener)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(String listener) {
    registry.counter("tributary.identity.follower.failures", "listener", listener).increment();
  }
}
