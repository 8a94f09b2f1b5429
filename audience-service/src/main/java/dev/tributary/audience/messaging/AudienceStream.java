package dev.tributary.audience.messaging;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.streams.ThreadReplacement;
import dev.tributary.platform.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stream. It starts once all definitions have been read, for a plan made before would drop
 * those that are missing, and once its topics are there. Should it stop on an error, it is made
 * anew from its state.
 */
@ApplicationScoped
class AudienceStream {

  private static final Logger LOG = Logger.getLogger(AudienceStream.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(5);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final AudienceConfig config;
  private final KafkaSettings kafka;
  private final DefinitionsFeed definitions;
  private final Latest latest;
  private final PlansInForce plans;
  private final Positions positions;
  private final KafkaHistory history;
  private final StreamMetrics metrics;
  private final Tracing tracing;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread keeper = new Thread(this::keepRunning, "audience-stream-keeper");

  private volatile @Nullable KafkaStreams streams;
  private volatile int partitions;

  AudienceStream(
      AudienceConfig config,
      KafkaSettings kafka,
      DefinitionsFeed definitions,
      Latest latest,
      PlansInForce plans,
      Positions positions,
      KafkaHistory history,
      MeterRegistry registry,
      Traces traces) {
    this.config = AudienceConfig.checked(config);
    this.kafka = kafka;
    this.definitions = definitions;
    this.latest = latest;
    this.plans = plans;
    this.positions = positions;
    this.history = history;
    this.metrics = new StreamMetrics(registry);
    this.tracing = Tracing.by(traces);
    registry.gauge("tributary.audience.partitions", this, AudienceStream::partitionsHere);
  }

  private long partitionsHere() {
    return streams().stream()
        .flatMap(running -> running.metadataForLocalThreads().stream())
        .mapToLong(thread -> thread.activeTasks().size())
        .sum();
  }

  /** The stream, where it has been started. */
  Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  /** How many partitions there are; known once the stream has been started. */
  int partitions() {
    return partitions;
  }

  /** Whether every partition is being worked on. */
  boolean running() {
    return streams()
        .map(KafkaStreams::state)
        .filter(KafkaStreams.State.RUNNING::equals)
        .isPresent();
  }

  void start(@Observes StartupEvent event) {
    keeper.setDaemon(true);
    keeper.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    keeper.join(CLOSING.plus(PAUSE.multipliedBy(4)).toMillis());
  }

  private void keepRunning() {
    boolean waiting = false;
    long purgedAt = System.nanoTime();
    do {
      try {
        startWhereNeeded();
        if (System.nanoTime() - purgedAt > BETWEEN_PURGES.toNanos()) {
          MovesPurge.run(kafka.admin("audience-purge"));
          purgedAt = System.nanoTime();
        }
        waiting = false;
      } catch (Unavailable | KafkaException e) {
        if (!waiting) {
          LOG.warnf(
              "The stream cannot start yet; retrying until Kafka is there (%s)", e.getMessage());
          waiting = true;
        }
      }
    } while (!stoppedWithin(PAUSE));
    close();
  }

  private void startWhereNeeded() {
    if (!definitions.loaded()) {
      return;
    }
    var current = streams;
    if (current != null && !current.state().hasStartedOrFinishedShuttingDown()) {
      return;
    }
    close();
    partitions = StreamTopics.prepare(kafka.admin("audience-topics"));
    var topology =
        AudienceTopology.of(
            new Planning(latest, plans, positions, history, partitions, config.threads()),
            metrics,
            tracing,
            config.timeline().retention(),
            config.tick());
    var made = new KafkaStreams(topology, StreamSettings.of(config, kafka));
    made.setUncaughtExceptionHandler(new ThreadReplacement());
    streams = made;
    made.start();
  }

  private void close() {
    var current = streams;
    if (current != null) {
      current.close(CLOSING);
      streams = null;
    }
  }

  private boolean stoppedWithin(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
