package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.sending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Usage whose counting was lost: by a replica that died, by a database that was away. */
@QuarkusTest
@TestProfile(BrokerAwayTest.Impatient.class)
@WithTestResource(MortalServers.class)
class UsageGapsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void countsWhatADeadReplicaHasWrittenAmongWhatThisOneWrites() throws Exception {
    // Given
    define("gaps-shop");

    // When
    try (var deadReplica = producer()) {
      for (int i = 0; i < 20; i++) {
        write(deadReplica, "gaps-shop", "dead-" + i % 5).get();
        page("gaps-shop", "alive-" + i % 3);
      }
      deadReplica.send(new ProducerRecord<>(Topic.RECEIVED.topicName(), new byte[] {5, 5})).get();
    }

    // Then
    awaitUsage("gaps-shop", 40, 8);
    page("gaps-shop", "alive-0");
    awaitUsage("gaps-shop", 41, 8);
    assertThat(metric("tributary_ingest_usage_read_back_total")).isGreaterThanOrEqualTo(20);
  }

  @Test
  void countsWhatCameWhileTheDatabaseWasAway() {
    // Given
    define("gaps-away");
    page("gaps-away", "first");
    awaitUsage("gaps-away", 1, 1);

    // When
    servers.killPostgres();
    for (int i = 0; i < 10; i++) {
      page("gaps-away", "away-" + i % 4);
    }
    servers.restartPostgres();
    page("gaps-away", "last");

    // Then
    awaitUsage("gaps-away", 12, 6);
  }

  private static void define(String source) {
    Given.define(source, "{\"writeKeys\":[\"" + source + "\"]}");
    await().atMost(PATIENCE).until(() -> status(source, "{\"batch\":[]}", "/v1/batch") == 400);
  }

  private static void page(String source, String user) {
    await()
        .atMost(PATIENCE)
        .until(() -> status(source, "{\"userId\":\"" + user + "\"}", "/v1/page") == 200);
  }

  private static int status(String key, String body, String path) {
    return sending(key).body(body).post(path).statusCode();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Future<RecordMetadata> write(
      KafkaProducer<byte[], byte[]> producer, String source, String user) {
    var event =
        Event.newBuilder()
            .setSource(source)
            .setUserId(user)
            .setReceivedAtMillis(Instant.now().toEpochMilli());
    var value = event.build().toByteArray();
    return producer.send(
        new ProducerRecord<>(Topic.RECEIVED.topicName(), user.getBytes(UTF_8), value));
  }

  private static void awaitUsage(String source, int events, int users) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            usage(source).<Map<String, Object>>getList("usage").stream()
                .map(month -> List.of(month.get("events"), month.get("trackedUsers")))
                .toList()
                .equals(List.of(List.of(events, users))));
  }

  private static JsonPath usage(String source) {
    return RestAssured.given()
        .header("Authorization", "Bearer test-admin")
        .get("/api/v1/usage?source=" + source)
        .jsonPath();
  }

  private static double metric(String name) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
