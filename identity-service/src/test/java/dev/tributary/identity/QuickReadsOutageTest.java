package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.v1.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Redis dies and comes back: reads are right throughout, and quick again after it. */
@QuarkusTest
@TestProfile(OutageProfile.class)
@WithTestResource(MortalServers.class)
class QuickReadsOutageTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(5);

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject MeterRegistry metrics;

  @Test
  void nothingIsNearWhileNobodyTellsOfChanges() {
    try (var bus = new Bus(bootstrapServers)) {
      // Given
      identify(bus, 1);
      await().atMost(LONG).until(this::isNear);

      // When
      servers.killRedis();

      // Then
      await().atMost(SOON).until(() -> !isNear());
      identify(bus, 2);
      assertThat(plan()).isEqualTo(2);
      assertThat(isNear()).isFalse();

      // When
      servers.restartRedis();

      // Then
      await().atMost(LONG).until(this::isNear);
      assertThat(plan()).isEqualTo(2);
      identify(bus, 3);
      await().atMost(SOON).until(() -> plan() == 3);
    }
  }

  private boolean isNear() {
    var near = metrics.counter("tributary.identity.quick.reads", "outcome", "near");
    double before = near.count();
    plan();
    return near.count() > before;
  }

  private static int plan() {
    return given()
        .auth()
        .oauth2("test-viewer")
        .get("/v1/spaces/default/collections/users/profiles/user_id:u/traits")
        .then()
        .statusCode(200)
        .extract()
        .path("traits.plan");
  }

  private static void identify(Bus bus, int plan) {
    bus.accept(
        event(EventType.EVENT_TYPE_IDENTIFY, "m" + plan, "{\"traits\":{\"plan\":" + plan + "}}")
            .setTimestampMillis(1_767_225_600_000L + plan)
            .setUserId("u")
            .build());
    await().atMost(LONG).until(() -> !bus.resolved(("m" + plan)::equals).isEmpty());
  }
}
