package dev.tributary.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.bus.DefinitionRecord;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the feed's read barrier promises. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class DefinitionsFeedTest {

  @Inject KafkaSettings kafka;
  @Inject DefinitionsFeed feed;

  @BeforeEach
  void waitForTheFeed() {
    await().until(feed::loaded);
  }

  /** As where Kafka has told a publisher of its commit, but not yet the partition. */
  @Test
  void waitsForWhatIsWrittenAndOnlyThenCommitted()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var key = new DefinitionKey(Kind.SOURCE, "almost-committed");
    var definition = new Definition(key, 1, Json.Obj.EMPTY, Origin.API, "ada", Instant.now());
    try (var producer = transactional()) {
      producer.beginTransaction();
      producer.send(DefinitionRecord.changed(Topic.DEFINITIONS.topicName(), definition)).get();

      // When
      var caughtUp = CompletableFuture.runAsync(feed::catchUp);
      await()
          .during(Duration.ofSeconds(2))
          .until(() -> !caughtUp.isDone() && feed.find(key).isEmpty());
      producer.commitTransaction();

      // Then
      caughtUp.get(30, TimeUnit.SECONDS);
      assertThat(feed.find(key)).isPresent();
    }
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    var settings = kafka.producer("definitions-feed-test");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "definitions-feed-test");
    var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
