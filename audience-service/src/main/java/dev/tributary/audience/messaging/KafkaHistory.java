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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the history with a consumer of its own, one piece after the other in one thread. Every
 * partition may have a piece waiting to be taken in, so each is as large as its share of the memory
 * for all of them.
 */
@ApplicationScoped
class KafkaHistory implements History {

  /** In one piece, however few of them leave anything: so that a crash loses no more. */
  private static final long MOST_OFFSETS = 200_000;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ofMillis(100));

  private final KafkaSettings kafka;
  private final int entries;
  private final Clock clock = Clock.systemUTC();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backfill").factory());

  KafkaHistory(KafkaSettings kafka, AudienceConfig config) {
    this.kafka = kafka;
    this.entries = config.backfill().entries();
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
    int most = Math.max(1, entries / consumer.partitionsFor(partition.topic()).size());
    long end = free ? until : pieceEnd;
    long next = consumer.position(partition);
    long stop = free ? Math.min(end, next + MOST_OFFSETS) : end;
    while (next < stop) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (var record : consumer.poll(POLL).records(partition)) {
        if (record.offset() < stop) {
          counted.add(record.key(), record.value());
          if (free && counted.entries() >= most) {
            stop = record.offset() + 1;
          }
        }
      }
      next = consumer.position(partition);
    }
    return new Piece(Math.max(from, Math.min(next, stop)), counted.profiles());
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

  /** Whatever fails, an error too, is in the answer: who asked asks again. */
  private <T> Future<T> submit(Callable<T> work) {
    try {
      return thread.submit(work);
    } catch (RejectedExecutionException e) { // The service is stopping.
      return CompletableFuture.failedFuture(e);
    }
  }

  private static TopicPartition partitionOf(int partition) {
    return new TopicPartition(Topic.RESOLVED.topicName(), partition);
  }
}
