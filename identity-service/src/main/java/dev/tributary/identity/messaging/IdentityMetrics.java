package dev.tributary.identity.messaging;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;

/**
 * What the service counts, once a batch's Kafka transaction is committed:
 *
 * <pre>
 * records consumed = sum of tributary.identity.events over outcome
 * records resolved = created + matched + merged + replayed + unidentified
 * records held back = undecodable + unparseable + failed
 * </pre>
 *
 * <p>{@code tributary.identity.merges} counts vanished profiles, which replays do not repeat.
 */
@ApplicationScoped
class IdentityMetrics {

  private final MeterRegistry registry;
  private final DistributionSummary batchEvents;
  private final Timer batchTime;

  IdentityMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.batchEvents = registry.summary("tributary.identity.batch.events");
    this.batchTime =
        Timer.builder("tributary.identity.batch").publishPercentiles(0.5, 0.99).register(registry);
  }

  void committed(Collection<String> outcomes, Duration took) {
    for (var outcome : outcomes) {
      registry.counter("tributary.identity.events", "outcome", outcome).increment();
    }
    batchEvents.record(outcomes.size());
    batchTime.record(took);
  }

  void merged(int profiles) {
    registry.counter("tributary.identity.merges").increment(profiles);
  }

  /** Records sent of what no event made. */
  void told(int records) {
    registry.counter("tributary.identity.told").increment(records);
  }

  void conflicts(int conflicts) {
    registry.counter("tributary.identity.conflicts").increment(conflicts);
  }

  void setAside(Collection<String> codes) {
    for (var code : codes) {
      registry.counter("tributary.identity.set.aside", "code", code).increment();
    }
  }
}
