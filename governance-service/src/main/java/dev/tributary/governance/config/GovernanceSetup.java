package dev.tributary.governance.config;

import dev.tributary.governance.domain.Gate;
import dev.tributary.governance.domain.Ledger;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.Window;
import dev.tributary.governance.messaging.GateMetrics;
import dev.tributary.governance.messaging.GateTopology;
import dev.tributary.governance.messaging.Tracing;
import dev.tributary.governance.storage.RocksMemory;
import dev.tributary.governance.storage.SightingStores;
import dev.tributary.governance.storage.StoredSeenMessages;
import dev.tributary.platform.streams.ThreadReplacement;
import dev.tributary.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** Builds the stream from the configuration. */
@ApplicationScoped
class GovernanceSetup {

  /** Found by Quarkus, which runs the stream. When it stops for good, liveness fails. */
  @Produces
  @Singleton
  StreamsUncaughtExceptionHandler threadReplacement() {
    return new ThreadReplacement();
  }

  @Produces
  @Singleton
  Ledger ledger() {
    return new Ledger();
  }

  @Produces
  @Singleton
  Topology topology(GovernanceConfig config, Ledger ledger, MeterRegistry registry, Traces traces) {
    var settings = Settings.of(config);
    return GateTopology.of(
        SightingStores.builder(settings.window(), new RocksMemory(settings.memoryBytes())),
        StoredSeenMessages::new,
        seen -> new Gate(new Deduplication(seen, settings.window())),
        new GateMetrics(ledger, registry),
        new HeaderTracing(traces));
  }

  private record HeaderTracing(Traces traces) implements Tracing {

    @Override
    public Traces.Consumed judging(Headers headers) {
      return traces.consumed("governance judges", headers);
    }

    @Override
    public void inject(Headers headers) {
      traces.inject(headers);
    }
  }

  /** The configuration within its bounds. */
  record Settings(Window window, long memoryBytes) {

    static Settings of(GovernanceConfig config) {
      Bounds.of("threads", config.threads(), 1, 64);
      Bounds.of("commit-interval-millis", config.commitIntervalMillis(), 1, 10_000);
      var window = config.deduplication().window();
      Bounds.of("deduplication.window (seconds)", window.toSeconds(), 1, 400L * 24 * 3600);
      var allowedLag = config.deduplication().allowedLag();
      Bounds.of("deduplication.allowed-lag (seconds)", allowedLag.toSeconds(), 0, 30L * 24 * 3600);
      var memory = config.memory().asLongValue();
      Bounds.of("memory (bytes)", memory, 8L << 20, 1L << 40);
      return new Settings(new Window(window, allowedLag), memory);
    }
  }
}
