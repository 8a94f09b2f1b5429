package dev.tributary.identity.grpc;

import static dev.tributary.identity.Bus.event;
import static dev.tributary.identity.grpc.ProfileCalls.byIdentifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.Bus;
import dev.tributary.identity.OutageProfile;
import dev.tributary.identity.domain.watch.Watchers;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.v1.EventType;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Who watches while Kafka goes away is told so, and can watch again once it is back. */
@QuarkusTest
@TestProfile(OutageProfile.class)
@WithTestResource(MortalServers.class)
class WatchOutageTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @Inject Migrations migrations;
  @Inject Watchers watchers;

  private final String user = UUID.randomUUID().toString();

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void aWatchEndsWhenKafkaIsLostAndCanBeginAgain() {
    migrations.await(LONG);
    try (var bus = new Bus(bootstrapServers);
        var calls = new ProfileCalls()) {
      // Given
      var lost = calls.watch(byIdentifier("user_id", user));
      await().atMost(LONG).until(() -> lost.messages().size() == 1);

      // When
      servers.killKafka();

      // Then
      await().atMost(LONG).until(() -> lost.ended() == Status.Code.UNAVAILABLE);
      await().atMost(LONG).until(() -> watchers.count() == 0);
      var refused = calls.watch(byIdentifier("user_id", user));
      await().atMost(LONG).until(() -> refused.ended() == Status.Code.UNAVAILABLE);
      assertThat(refused.messages()).isEmpty();

      // When
      servers.restartKafka();
      var again = calls.watch(byIdentifier("user_id", user));
      await().atMost(LONG).until(() -> again.messages().size() == 1);
      bus.accept(event(EventType.EVENT_TYPE_TRACK, "m" + user, "{}").setUserId(user).build());

      // Then
      await().atMost(LONG).until(() -> again.messages().size() == 2);
    }
  }
}
