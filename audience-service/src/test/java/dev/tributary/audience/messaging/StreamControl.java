package dev.tributary.audience.messaging;

import static org.awaitility.Awaitility.await;

import dev.tributary.platform.bus.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Stops the stream for tests; the service makes it anew from what is on disk. */
@ApplicationScoped
public class StreamControl {

  private final AudienceStream stream;
  private final KafkaSettings kafka;

  StreamControl(AudienceStream stream, KafkaSettings kafka) {
    this.stream = stream;
    this.kafka = kafka;
  }

  /** Deletes from {@code moves} what was taken in; returns how many records are left in it. */
  public long purgeMoves() {
    MovesPurge.run(kafka.admin("audience-purge-test"));
    try (var consumer =
        new KafkaConsumer<>(
            kafka.consumer("moves-test"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(AudienceTopology.MOVES_TOPIC).stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      var first = consumer.beginningOffsets(partitions);
      return consumer.endOffsets(partitions).entrySet().stream()
          .mapToLong(end -> end.getValue() - first.get(end.getKey()))
          .sum();
    }
  }

  public void restart() {
    stream.streams().orElseThrow().close(Duration.ofSeconds(30));
    await().atMost(Duration.ofSeconds(60)).until(stream::running);
  }
}
