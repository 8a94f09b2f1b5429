package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.debounce.Debounce;
import dev.tributary.router.domain.debounce.ValueId;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import dev.tributary.router.testing.Sink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Computed traits' values from the bus to a webhook that asked for few of them. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class DebouncedTraitsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String name = "d-" + UUID.randomUUID();
  private final String revenue = "revenue_" + UUID.randomUUID();
  private final String visits = "visits_" + UUID.randomUUID();
  private final String audience = "big_" + UUID.randomUUID();
  private Bus bus;
  private Sink sink;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    sink = Sink.start();
    bus.definition("ComputedTrait", revenue);
    bus.definition("ComputedTrait", visits);
    bus.definition("Audience", audience);
    bus.flush();
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    sink.close();
    bus.close();
  }

  @Test
  void tellsTheNewestValueOfAnIntervalOnceThatIsOver() {
    // Given
    define(name, debounced("2s"));
    long at = nextInterval("2s", "p1");

    // When: twenty changes of one moment
    for (int i = 1; i <= 20; i++) {
      bus.trait(revenue, "p1", Integer.toString(i), i, at);
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.distinctKeys()).isEqualTo(1);
    assertThat(sink.received().getFirst().body())
        .contains("\"" + revenue + "\":20", "\"changeVersion\":20");
    var balance = balance(name);
    assertThat(balance.getInt("matched")).isEqualTo(20);
    assertThat(balance.getInt("discarded.superseded")).isEqualTo(19);
    assertThat(metrics())
        .containsPattern("tributary_router_deliveries_total\\{[^}]*superseded[^}]*\\} 19.0")
        .containsPattern("tributary_router_debounced\\{[^}]*" + name + "[^}]*\\} 0.0");
  }

  @Test
  void tellsOneOfEachIntervalAndProfile() {
    // Given
    define(name, debounced("1s"));

    // When
    for (int profile = 0; profile < 20; profile++) {
      long at = nextInterval("1s", "p" + profile);
      bus.trait(revenue, "p" + profile, "1", 1, at);
      bus.trait(revenue, "p" + profile, "2", 2, at + 999);
      bus.trait(revenue, "p" + profile, "3", 3, at + 1_000);
      bus.trait(revenue, "p" + profile, "4", 4, at + 1_999);
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 40);
    assertThat(sink.received())
        .allMatch(one -> one.body().matches(".*\"revenue_[^\"]*\":[24][},].*"));
    assertThat(sink.distinctKeys()).isEqualTo(40);
    assertThat(balance(name).getInt("discarded.superseded")).isEqualTo(40);
  }

  @Test
  void holdsNothingElseUpAndTellsWhatWaitedWhenTheDebounceIsTakenOut() {
    // Given: more values wait than the backlog may hold
    define(name, debounced("24h"));
    long at = tomorrow();
    for (int i = 0; i < 1_500; i++) {
      bus.trait(revenue, "p" + i, "1", 1, at);
    }
    bus.flush();
    awaitBalance(name, "pending", 1_500);

    // When
    bus.membership(audience, "p1", true, 1);
    bus.trait(visits, "p1", "7", 1, at);
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 3);
    assertThat(balance(name).getInt("pending")).isEqualTo(1_500);
    assertThat(balance(name).getInt("lag")).isZero();
    assertThat(metrics())
        .containsPattern("tributary_router_debounced\\{[^}]*" + name + "[^}]*\\} 1500.0");

    // When
    define(name, traits("\"" + revenue + "\""));

    // Then
    awaitBalance(name, "delivered", 1_503);
    assertThat(sink.distinctKeys()).isEqualTo(1_503);
  }

  @Test
  void tellsAtOnceAValueWhoseIntervalIsLongOver() {
    // Given
    define(name, debounced("24h"));

    // When
    bus.trait(revenue, "p1", "5", 1);
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 1);
    assertThat(sink.received().getFirst().body()).contains("\"" + revenue + "\":5");
  }

  @Test
  void debouncesFromTheDefinitionThatAsksForItOn() {
    // Given
    define(name, traits("\"" + revenue + "\""));
    long at = tomorrow();
    bus.trait(revenue, "p1", "1", 1, at);
    bus.trait(revenue, "p1", "2", 2, at);
    bus.flush();
    awaitBalance(name, "delivered", 2);

    // When
    define(name, debounced("24h"));
    await().atMost(SOON).until(() -> balance(name).getInt("version") == 2);
    bus.trait(revenue, "p1", "3", 3, at);
    bus.trait(revenue, "p1", "4", 4, at);
    bus.flush();
    await().atMost(SOON).until(() -> balance(name).getInt("discarded.superseded") == 1);

    // Then: shortened, what waits is told by the new interval
    assertThat(balance(name).getInt("pending")).isEqualTo(1);
    define(name, debounced("1s"));
    awaitBalance(name, "delivered", 3);
    assertThat(sink.received().getLast().body()).contains("\"" + revenue + "\":4");
  }

  /** A time in no interval that may end while a test runs: waits as long as its debounce. */
  private static long tomorrow() {
    return System.currentTimeMillis() + Duration.ofDays(1).toMillis();
  }

  /** When the next interval of a profile's revenue begins. */
  private long nextInterval(String debounce, String profile) {
    var length = Duration.ofSeconds(Long.parseLong(debounce.replace("s", "")));
    var id = ValueId.of(name, profile, revenue);
    return new Debounce(length).intervalEnd(id, System.currentTimeMillis());
  }

  private String debounced(String debounce) {
    return traits(
        "{\"name\": \"%s\", \"debounce\": \"%s\"}, \"%s\"".formatted(revenue, debounce, visits));
  }

  private String traits(String traits) {
    return "{\"connector\": \"webhook\", \"settings\": {\"url\": \"%s\"}, \"audiences\": [\"%s\"], \"traits\": [%s]}"
        .formatted(sink.url(), audience, traits);
  }

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }
}
