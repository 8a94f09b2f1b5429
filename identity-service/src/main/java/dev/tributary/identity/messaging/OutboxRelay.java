package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.outbox.Outbox;
import dev.tributary.identity.domain.outbox.Told;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds, in its order: the merges, splits, memberships, soft links and rows
 * of profile tables that no event made. Records leave the outbox when Kafka has them all, so a
 * crash in between sends some again; they carry what their receivers need to see that.
 */
@ApplicationScoped
class OutboxRelay {

  static final int MOST = 500;

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Outbox outbox;
  private final KafkaSettings kafka;
  private final Migrations migrations;
  private final IdentityMetrics metrics;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("outbox-relay").factory());
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean away;

  OutboxRelay(Outbox outbox, KafkaSettings kafka, Migrations migrations, IdentityMetrics metrics) {
    this.outbox = outbox;
    this.kafka = kafka;
    this.migrations = migrations;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::relay, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    var open = producer;
    if (open != null) {
      open.close(Duration.ofSeconds(1));
    }
  }

  /** The outermost frame: whatever fails is tried again. */
  private void relay() {
    if (!migrations.done()) {
      return;
    }
    try {
      int sent = MOST;
      while (sent == MOST) {
        sent = outbox.drain(MOST, this::send);
        metrics.told(sent);
      }
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("The outbox waits. Check that PostgreSQL and Kafka are there", e);
        away = true;
      }
    }
  }

  private void send(List<Told> records) {
    var open = open();
    var sent =
        records.stream()
            .map(told ->
                open.send(
                    new ProducerRecord<>(
                        told.topic(), told.key().getBytes(StandardCharsets.UTF_8), told.value())))
            .toList();
    sent.forEach(OutboxRelay::await);
    count(records);
  }

  private void count(List<Told> records) {
    var rows = Topic.PROFILE_UPDATES.topicName();
    for (var told : records) {
      if (told.topic().equals(rows)) {
        metrics.rows(ProfileUpdateWire.tableOf(told.value()), 1);
      }
    }
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("Kafka does not take a record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for Kafka", e);
    }
  }

  private KafkaProducer<byte[], byte[]> open() {
    var open = producer;
    if (open == null) {
      var settings = kafka.producer("identity-outbox");
      settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
      settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
      open = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }
}
