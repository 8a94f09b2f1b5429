package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static dev.tributary.router.testing.Destinations.webhook;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RawServer;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many destinations that share one reading of the stream, and some that cannot keep up with it. */
@QuarkusTest
@TestProfile(SharedReadingTest.Patient.class)
@WithTestResource(EmbeddedServers.class)
class SharedReadingTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * Gives nothing up that a busy machine is slow to take: what is counted here is who is read for.
   */
  public static final class Patient extends RouterProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      var overrides = new HashMap<>(super.getConfigOverrides());
      overrides.put("tributary.router.timeouts.response", "1m");
      overrides.put("tributary.router.timeouts.connect", "30s");
      overrides.put("tributary.router.retry.max-age", "1h");
      return overrides;
    }
  }

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "shared-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID();
  private final List<String> defined = new ArrayList<>();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
  }

  @AfterEach
  void close() {
    defined.forEach(Destinations::delete);
    sink.close();
    bus.close();
  }

  @Test
  void deliversToNineAtOnceWhileTheTenthHangs() {
    try (var server = RawServer.hanging()) {
      // Given
      var hanging = destination("hanging", webhook(server.url(), event));
      for (int i = 0; i < 9; i++) {
        destination("healthy-" + i, webhook(sink.url(), event));
      }

      // When
      for (int i = 0; i < 1_300; i++) {
        bus.track(event, "m" + i, "p" + i % 50, "{}");
      }
      bus.flush();

      // Then: also what is there only now, when the one that hangs has long fallen behind
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(sink.distinctKeys()).isEqualTo(9 * 1_300));
      assertThat(balance(hanging).getInt("delivered")).isZero();
      assertThat(gauge("catching_up", hanging)).isPositive();
      bus.track(event, "last", "p1", "{}");
      await().atMost(SOON).until(() -> sink.distinctKeys() == 9 * 1_301);
      for (int i = 0; i < 9; i++) {
        awaitBalance(name + "-healthy-" + i, "delivered", 1_301);
      }
    }
  }

  @Test
  void bringsBackADestinationThatFellBehindAndLeavesNothingOut() {
    // Given: one that takes as many as it is let to, and one that takes all
    var permits = new Semaphore(0);
    var slow = Sink.start();
    slow.behaving((_, exchange) -> {
      permits.acquireUninterruptibly();
      Sink.answer(exchange, 200, "");
    });
    try (slow) {
      var behind = destination("behind", webhook(slow.url(), event));
      var ahead = destination("ahead", webhook(sink.url(), event));

      // When
      for (int i = 0; i < 4_000; i++) {
        bus.track(event, "m" + i, "p" + i % 50, "{}");
      }
      bus.flush();
      await().atMost(SOON).until(() -> gauge("catching_up", behind) > 0);
      permits.release(1_000_000);

      // Then
      awaitBalance(ahead, "delivered", 4_000);
      awaitBalance(behind, "delivered", 4_000);
      await().atMost(SOON).until(() -> gauge("catching_up", behind) == 0);
      bus.track(event, "last", "p1", "{}");
      awaitBalance(behind, "delivered", 4_001);
      assertThat(slow.distinctKeys()).isEqualTo(4_001);
    }
  }

  @Test
  void readsOnceForAHundredDestinationsAndCountsEveryRecordForEach() {
    // Given
    for (int i = 0; i < 100; i++) {
      destination("of-100-" + i, webhook(sink.url(), event + " " + i));
    }
    bus.track("Other", "m0", "p0", "{}");

    // When
    for (int i = 0; i < 100; i++) {
      bus.track(event + " " + i, "m" + i, "p" + i % 50, "{}");
    }
    bus.flush();

    // Then
    await().atMost(SOON).until(() -> sink.distinctKeys() == 100);
    assertThat(sink.received())
        .allSatisfy(received ->
            assertThat(received.body())
                .contains(
                    event
                        + " "
                        + received
                            .headers()
                            .getOrDefault("x-tributary-destination", "")
                            .replace(name + "-of-100-", "")
                        + "\""));
    for (int i = 0; i < 100; i++) {
      var one = name + "-of-100-" + i;
      awaitBalance(one, "delivered", 1);
      await()
          .pollDelay(Duration.ZERO)
          .atMost(SOON)
          .until(() -> balance(one).getInt("unread.resolved") == 0);
    }
    var metrics = metrics();
    for (int i = 0; i < 100; i++) {
      var one = name + "-of-100-" + i;
      assertThat(records(metrics, one, "matched")).isEqualTo(1);
      assertThat(records(metrics, one, "unmatched")).isGreaterThanOrEqualTo(100);
    }
  }

  private String destination(String which, String spec) {
    var full = name + "-" + which;
    define(full, spec);
    defined.add(full);
    return full;
  }

  private static double gauge(String metric, String destination) {
    return metric(
        metrics(), "tributary_router_" + metric + "\\{destination=\"" + destination + "\",?}");
  }

  private static double records(String metrics, String destination, String outcome) {
    return metric(
        metrics,
        "tributary_router_records_total\\{destination=\"%s\",outcome=\"%s\",?}"
            .formatted(destination, outcome));
  }

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }

  private static double metric(String metrics, String labelled) {
    var found = Pattern.compile(labelled + " ([0-9.E]+)").matcher(metrics);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }
}
