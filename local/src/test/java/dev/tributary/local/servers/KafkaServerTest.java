package dev.tributary.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.proto.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

  private static final String TOPIC = Topic.RECEIVED.topicName();

  @TempDir Path directory;

  @Test
  void keepsAcknowledgedRecordsAcrossACleanStopAndAKill() throws Exception {
    // Given
    try (var server = KafkaServer.start(directory, 0)) {
      Topics.create(server.bootstrapServers(), 6);
      send(server, "before the stop");
    }

    // When
    try (var server = KafkaServer.start(directory, 0)) {
      send(server, "before the kill");
      server.kill();
    }

    // Then
    try (var server = KafkaServer.start(directory, 0)) {
      Topics.create(server.bootstrapServers(), 6);
      assertThat(records(server)).containsExactly("before the stop", "before the kill");
      assertThat(partitions(server)).isEqualTo(6);
    }
  }

  private static void send(KafkaServer server, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> records(KafkaServer server) {
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", server.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static int partitions(KafkaServer server) throws Exception {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", (Object) server.bootstrapServers()))) {
      var topics = admin.describeTopics(List.of(TOPIC)).allTopicNames().get(30, TimeUnit.SECONDS);
      return topics.get(TOPIC).partitions().size();
    }
  }
}
