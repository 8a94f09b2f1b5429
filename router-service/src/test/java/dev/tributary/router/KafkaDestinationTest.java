package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A destination that is a Kafka cluster, here the one that is there already. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class KafkaDestinationTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "k-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private final String topic = "warehouse." + UUID.randomUUID();
  private Bus bus;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    bus.close();
  }

  @Test
  void writesEachEventAsARecord() throws Exception {
    // Given
    make(topic);
    define(name, kafka("\"headers\": {\"source\": \"tributary\"}"));

    // When
    for (int i = 0; i < 50; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 50);
    var records = read(50);
    assertThat(records).extracting(ConsumerRecord::key).contains("u-p0", "u-p49");
    assertThat(records)
        .allSatisfy(record -> {
          assertThat(record.value()).contains("\"event\":\"" + event + "\"");
          assertThat(record.headers().lastHeader("Idempotency-Key").value()).hasSize(32);
          assertThat(record.headers().lastHeader("source").value())
              .isEqualTo("tributary".getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void buriesWhatTheClusterNeverTakesAndKeepsWhatItCannotTakeNow() throws Exception {
    // Given: a topic that comes later
    define(name, kafka("\"topic\": {\"@path\": \"$.properties.topic\"}"));

    // When
    bus.track(event, "bad", "p1", "{\"topic\": \"no such: name\"}");
    bus.track(event, "good", "p2", "{}");
    bus.flush();

    // Then
    awaitBalance(name, "dead", 1);
    await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
    assertThat(bus.deadLetters(name).getFirst().getCode()).isEqualTo("refused");
    make(topic);
    awaitBalance(name, "delivered", 1);
    assertThat(read(1)).hasSize(1);
  }

  private String kafka(String mapping) {
    return """
    {"connector": "kafka", "delivery": {"maxAge": "1h"},
     "settings": {"bootstrapServers": "%s", "topic": "%s", "security": "PLAINTEXT"},
     "actions": [{"action": "produce", "trigger": "event = '%s'", "mapping": {%s}}]}
    """
        .formatted(servers, topic, event, mapping);
  }

  private void make(String wanted) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(wanted, 1, (short) 1))).all().get();
    }
  }

  private List<ConsumerRecord<String, String>> read(int atLeast) {
    var read = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", (Object) servers),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      await()
          .atMost(SOON)
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            return read.size() >= atLeast;
          });
    }
    return read;
  }
}
