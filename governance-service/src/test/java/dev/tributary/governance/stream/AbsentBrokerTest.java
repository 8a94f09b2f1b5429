package dev.tributary.governance.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.governance.messaging.Events;
import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(MortalServers.class)
class AbsentBrokerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Servers servers;

  @Test
  void waitsForABrokerThatWentAwayAndGoesOnByItself() throws Exception {
    // Given
    await().atMost(PATIENCE).until(() -> ready() == 200);
    var address = servers.configuration().get("kafka.bootstrap.servers");
    try (var bus = new Bus(address)) {
      bus.sendNow("user-1", event("before"));
      try (var accepted = bus.follow(Topic.ACCEPTED, true)) {
        await().atMost(PATIENCE).until(() -> accepted.poll().size() == 1);
      }
    }

    // When
    servers.killKafka();
    await().atMost(PATIENCE).until(() -> ready() == 503);
    assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    servers.restartKafka();

    // Then
    await().atMost(PATIENCE).until(() -> ready() == 200);
    try (var bus = new Bus(address);
        var accepted = bus.follow(Topic.ACCEPTED, true)) {
      bus.sendNow("user-1", event("before"));
      bus.sendNow("user-1", event("after"));
      await().atMost(PATIENCE).until(() -> accepted.poll().size() >= 2);
      var ids = new ArrayList<String>();
      for (var record : accepted.poll()) {
        ids.add(Event.parseFrom(record.value()).getMessageId());
      }
      assertThat(ids).isEqualTo(List.of("before", "after"));
    }
  }

  private static byte[] event(String id) {
    return Events.track("shop", id, System.currentTimeMillis())
        .setUserId("user-1")
        .build()
        .toByteArray();
  }

  private static int ready() {
    return given().get("/q/health/ready").statusCode();
  }
}
