package dev.tributary.identity.messaging;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tributary.identity.Bus;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Measures, asserts nothing about time, and is no part of the build: {@code ./mvnw -pl
 * identity-service test -Dtest=ThroughputProbe -Dtest.jvm.extra=-XX:TieredStopAtLevel=4}. The
 * numbers of RATIONALE.md come from here.
 */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ThroughputProbe {

  private static final Logger LOG = Logger.getLogger(ThroughputProbe.class);
  private static final int USERS = 20_000;
  private static final String PAYLOAD =
      "{\"event\":\"Order Completed\",\"properties\":{\"pad\":\"" + "x".repeat(900) + "\"}}";

  @Inject MeterRegistry registry;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void tracksOfKnownAndNewUsers() throws Exception {
    measure("warm-up, all new", 40_000, 1.0);
    measure("95 % repeat", 200_000, 0.05);
    measure("95 % repeat again", 200_000, 0.05);
    measure("all new", 100_000, 1.0);
  }

  private void measure(String name, int count, double shareOfNew) throws Exception {
    var random = new SplittableRandom(42);
    double before = consumed();
    long start;
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        var user = random.nextDouble() < shareOfNew ? name + i : "u" + random.nextInt(USERS);
        var event =
            Bus.event(EventType.EVENT_TYPE_TRACK, name + i, "")
                .setPayload(ByteString.copyFromUtf8(PAYLOAD))
                .setUserId(user)
                .setAnonymousId("a" + user)
                .build();
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topic.ACCEPTED.topicName(),
                    user.getBytes(StandardCharsets.UTF_8),
                    event.toByteArray()));
      }
      producer.flush();
    }
    double sent = seconds(start);
    await().atMost(Duration.ofMinutes(5)).until(() -> consumed() - before >= count);
    double took = seconds(start);
    LOG.infof(
        "PROBE %s: %d events, sent in %.1f s, all resolved in %.1f s = %.0f events/s",
        name, count, sent, took, count / took);
  }

  private double consumed() {
    return registry.find("tributary.identity.events").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
