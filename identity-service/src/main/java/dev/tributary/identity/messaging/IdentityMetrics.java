package dev.tributary.identity.messaging;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * What the service counts, once a batch's Kafka transaction is committed:
 *
 * <pre>
 * records consumed = sum of tributary.identity.events over outcome
 * records resolved = created + matched + merged + replayed + unidentified
 * records held back = undecodable + unparseable + failed
 * </pre>
 *
 * <p>{@code tributary.identity.profile.rows} counts rows of the profile tables by table, those that
 * a replay repeats included. {@code tributary.identity.merges} counts vanished profiles, which
 * replays do not repeat.
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

  void committed(Output output, Duration took) {
    for (var outcome : output.outcomes()) {
      registry.counter("tributary.identity.events", "outcome", outcome).increment();
    }
    for (var code : output.setAside()) {
      registry.counter("tributary.identity.set.aside", "code", code).increment();
    }
    output.rows().forEach(this::rows);
    registry.counter("tributary.identity.merges").increment(output.merges());
    registry.counter("tributary.identity.recognised").increment(output.recognised());
    batchEvents.record(output.outcomes().size());
    batchTime.record(took);
  }

  /** Rows of a profile table that were sent. */
  void rows(String table, int rows) {
    registry.counter("tributary.identity.profile.rows", "table", table).increment(rows);
  }

  /** Records sent of what no event made. */
  void told(int records) {
    registry.counter("tributary.identity.told").increment(records);
  }

  /** Batches that were decided again, whether they were committed in the end or not. */
  void conflicts(int conflicts) {
    registry.counter("tributary.identity.conflicts").increment(conflicts);
  }
}
