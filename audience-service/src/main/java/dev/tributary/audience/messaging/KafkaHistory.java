package dev.tributary.audience.messaging;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the history with a consumer of its own, one piece after the other in one thread, so that
 * two pieces at most of all partitions are in memory beside those being taken in.
 */
@ApplicationScoped
class KafkaHistory implements History {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ofMillis(100));

  private final KafkaSettings kafka;
  private final int pieceEntries;
  private final Clock clock = Clock.systemUTC();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backfill").factory());

  KafkaHistory(KafkaSettings kafka, AudienceConfig config) {
    this.kafka = kafka;
    this.pieceEntries = config.backfill().pieceEntries();
  }

  @Override
  public Future<Long> position(int partition) {
    return submit(() -> {
      var from = partitionOf(partition);
      try (var admin = Admin.create(kafka.admin("audience-backfill"))) {
        // Waits for transactions that are being committed: no older position is ever told.
        var committed =
            admin
                .listConsumerGroupOffsets(
                    Map.of(
                        StreamSettings.APPLICATION_ID,
                        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(from))),
                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(StreamSettings.APPLICATION_ID)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .get(from);
        if (committed != null) {
          return committed.offset();
        }
      }
      try (var consumer = consumer()) {
        return first(consumer, from);
      }
    });
  }

  @Override
  public Future<Piece> read(int partition, Program program, long from, long pieceEnd, long until) {
    return submit(() -> {
      var consumer = consumer();
      try {
        return read(consumer, partitionOf(partition), program, from, pieceEnd, until);
      } finally {
        consumer.close(AT_ONCE);
      }
    });
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  private Piece read(
      KafkaConsumer<String, byte[]> consumer,
      TopicPartition partition,
      Program program,
      long from,
      long pieceEnd,
      long until)
      throws InterruptedException {
    var counted = new PieceBuilder(program, clock.millis());
    consumer.assign(List.of(partition));
    long first = first(consumer, partition);
    consumer.seek(partition, Math.max(first, from));
    boolean free = pieceEnd == AS_LARGE_AS_MAY_BE;
    long end = free ? until : pieceEnd;
    long next = consumer.position(partition);
    while (next < end && !(free && counted.entries() >= pieceEntries)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (var record : consumer.poll(POLL).records(partition)) {
        if (record.offset() < end) {
          counted.add(record.key(), record.value());
        }
      }
      next = consumer.position(partition);
    }
    return new Piece(Math.max(from, Math.min(next, end)), counted.profiles());
  }

  private static long first(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    var settings = new HashMap<>(kafka.consumer("audience-backfill"));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private <T> Future<T> submit(Callable<T> work) {
    var answer = new CompletableFuture<T>();
    thread.execute(() -> {
      try {
        answer.complete(work.call());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        answer.completeExceptionally(e);
      } catch (Exception e) { // Who asked asks again.
        answer.completeExceptionally(new KafkaException("The history cannot be read just now", e));
      }
    });
    return answer;
  }

  private static TopicPartition partitionOf(int partition) {
    return new TopicPartition(Topic.RESOLVED.topicName(), partition);
  }
}
