package dev.tributary.identity.grpc;

import dev.tributary.identity.domain.watch.Watchers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Counts those who watch. Each watch ends in one outcome: {@code cancelled}, {@code lost} (Kafka,
 * or the caller is too slow), {@code unavailable} (PostgreSQL), {@code expired} or {@code failed}.
 */
@ApplicationScoped
class WatchMetrics {

  private final MeterRegistry registry;

  WatchMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void register(@Observes StartupEvent event, Watchers watchers) {
    registry.gauge("tributary.identity.watchers", watchers, Watchers::count);
  }

  void told() {
    registry.counter("tributary.identity.watch.told").increment();
  }

  void ended(String outcome) {
    registry.counter("tributary.identity.watch.ended", "outcome", outcome).increment();
  }
}
