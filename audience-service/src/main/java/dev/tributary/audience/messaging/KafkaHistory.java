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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the history with a consumer for each partition, in a few threads that each have partitions
 * of their own and read one piece after the other. Every partition may have a piece waiting to be
 * taken in, so each is as large as its share of the memory for all of them.
 */
@ApplicationScoped
class KafkaHistory implements History {

  /** Of one partition, while the piece before is counted; compressed as it is stored. */
  private static final int FETCH_BYTES = 2 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final int entries;
  private final Clock clock = Clock.systemUTC();
  private final List<Lane> lanes;

  KafkaHistory(KafkaSettings kafka, AudienceConfig config) {
    this.kafka = kafka;
    this.entries = config.backfill().entries();
    this.lanes = Stream.generate(Lane::new).limit(config.backfill().threads()).toList();
  }

  @Override
  public Future<Long> position(int partition) {
    return lane(partition)
        .submit(() -> {
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
          try (var reader = new HistoryReader(consumer(), from)) {
            return reader.first();
          }
        });
  }

  @Override
  public Future<Piece> read(int partition, Program program, long from, long pieceEnd, long until) {
    var lane = lane(partition);
    return lane.submit(() -> {
      var counted = new PieceBuilder(program, clock.millis());
      boolean goesOn = false;
      try {
        var piece = lane.reader(partition).read(counted, from, pieceEnd, until, entries);
        goesOn = piece.end() < until;
        return piece;
      } finally {
        if (!goesOn) {
          lane.close(partition);
        }
      }
    });
  }

  @Override
  public void release(int partition) {
    var lane = lane(partition);
    var _ =
        lane.submit(() -> {
          lane.close(partition);
          return partition;
        });
  }

  void stop(@Observes ShutdownEvent event) {
    lanes.forEach(Lane::stop);
  }

  private Lane lane(int partition) {
    return lanes.get(partition % lanes.size());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    var settings = new HashMap<>(kafka.consumer("audience-backfill"));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static TopicPartition partitionOf(int partition) {
    return new TopicPartition(Topic.RESOLVED.topicName(), partition);
  }

  /** A thread and the readers of its partitions. */
  private final class Lane {

    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backfill").factory());

    /** Of the thread alone: those that have a piece to come. */
    private final Map<Integer, HistoryReader> readers = new HashMap<>();

    HistoryReader reader(int partition) {
      return readers.computeIfAbsent(
          partition, _ -> new HistoryReader(consumer(), partitionOf(partition)));
    }

    void close(int partition) {
      var reader = readers.remove(partition);
      if (reader != null) {
        reader.close();
      }
    }

    void stop() {
      thread.shutdownNow();
    }

    /** Whatever fails, an error too, is in the answer: who asked asks again. */
    <T> Future<T> submit(Callable<T> work) {
      try {
        return thread.submit(work);
      } catch (RejectedExecutionException e) { // The service is stopping.
        return CompletableFuture.failedFuture(e);
      }
    }
  }
}
