package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.GuardedProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The router as it is set up for production: nothing private can be reached. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
@WithTestResource(EmbeddedServers.class)
class GuardedRouterTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00:ec2::254]"
      })
  void refusesAPrivateAddressWhenItIsDefined(String host) {
    Destinations.put("guarded-literal", webhook("http://" + host + "/", "Any"))
        .statusCode(422)
        .body("violations.path", contains("spec.settings.url"));
  }

  @Test
  void writesToNoClusterWhoseBrokersHavePrivateAddresses() {
    try (var bus = new Bus(servers)) {
      // Given
      var name = "guarded-" + UUID.randomUUID();
      define(
          name,
          """
          {"connector": "kafka",
           "settings": {"bootstrapServers": "%s", "topic": "t", "security": "PLAINTEXT"},
           "actions": [{"action": "produce", "trigger": "event = '%s'"}]}
          """
              .formatted(servers.replace("PLAINTEXT://", ""), name));

      // When
      bus.track(name, "m1", "p1", "{}");

      // Then
      await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
      assertThat(bus.deadLetters(name).getFirst().getCode()).isEqualTo("address_forbidden");
      Destinations.delete(name);
    }
  }

  @Test
  void refusesFilesWhereTheOperatorAllowsNone() {
    Destinations.put(
            "guarded-files",
            "{\"connector\": \"duckdb\", \"settings\": {\"file\": \"x.duckdb\"},"
                + " \"actions\": [{\"action\": \"load\"}]}")
        .statusCode(422)
        .body("violations[0].path", equalTo("spec.connector"))
        .body("violations[0].reason", containsString("warehouse-directory"));
  }

  @Test
  void holdsAndThenBuriesWhatANameWouldTakeToAPrivateAddress() {
    try (var bus = new Bus(servers);
        var sink = Sink.start()) {
      // Given
      var name = "guarded-" + UUID.randomUUID();
      define(name, webhook(sink.url().replace("127.0.0.1", "localhost"), name));

      // When
      bus.track(name, "m1", "p1", "{}");

      // Then
      await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
      assertThat(balance(name).getString("detail")).contains("loopback");
      await().atMost(SOON).until(() -> bus.deadLetters(name).size() == 1);
      assertThat(bus.deadLetters(name).getFirst().getCode()).isEqualTo("address_forbidden");
      assertThat(sink.received()).isEmpty();
    }
  }
}
