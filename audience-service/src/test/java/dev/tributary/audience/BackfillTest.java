package dev.tributary.audience;

import static dev.tributary.audience.Api.define;
import static dev.tributary.audience.Api.editor;
import static dev.tributary.audience.Api.manifest;
import static dev.tributary.audience.Api.sizeOf;
import static dev.tributary.audience.Api.statusOf;
import static dev.tributary.audience.Api.viewer;
import static dev.tributary.audience.messaging.Wire.event;
import static dev.tributary.audience.messaging.Wire.merged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.Cause;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New and changed definitions, over events that were there before them. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class BackfillTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PEOPLE = 60;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private Bus bus;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String order = "Order " + run;

  @BeforeEach
  void connect() {
    bus = Bus.ofReadyService(kafka);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void countsTheHistoryOfANewAudience() {
    // Given: everybody orders, every third one twice, and the last two turn out to be one
    long now = System.currentTimeMillis();
    for (int i = 0; i < PEOPLE; i++) {
      orders(i, now - 1_000);
      if (i % 3 == 0) {
        orders(i, now - 2_000);
      }
    }
    bus.sendMerge(person(PEOPLE - 1), merged(person(PEOPLE - 1), person(PEOPLE - 2)));

    // When
    define("audiences", "twice_" + run, twice(""));
    define("computed-traits", "orders_" + run, "{count: {event: '" + order + "'}}");

    // Then
    assertThat(sizeOf("twice_" + run)).isEqualTo(PEOPLE / 3 + 1);
    var told = bus.changesOf("twice_" + run, PEOPLE / 3 + 1);
    assertThat(told)
        .extracting(change -> change.getCause().getKind())
        .containsOnly(Cause.Kind.KIND_DEFINITION);
    viewer()
        .get("/api/v1/profiles/" + person(PEOPLE - 2) + "/memberships")
        .then()
        .statusCode(200)
        .body("traits.orders_" + run, equalTo(2));
    var status = statusOf("audiences", "twice_" + run);
    assertThat(status.getLong("members")).isEqualTo(PEOPLE / 3 + 1);
    assertThat(status.getLong("servingVersion")).isEqualTo(1);
    await() // it is of a sample, another one every few seconds
        .atMost(PATIENCE)
        .until(() -> statusOf("audiences", "twice_" + run).getLong("stateBytes") > 0);
    assertThat(status.getMap("exactAt")).isNotEmpty();
    define("audiences", "once_" + run, "{who: {event: '" + order + "'}}");
    viewer()
        .get("/api/v1/audiences/twice_" + run + "/overlap?with=once_" + run)
        .then()
        .statusCode(200)
        .body("members", equalTo(PEOPLE / 3 + 1))
        .body("membersOfIt", equalTo(PEOPLE - 1))
        .body("both", equalTo(PEOPLE / 3 + 1));
    viewer()
        .get("/api/v1/audiences/twice_" + run + "/growth?by=hour&limit=24")
        .then()
        .statusCode(200)
        .body("data", hasSize(25))
        .body("data[0].members", equalTo(0))
        .body("data[24].members", equalTo(PEOPLE / 3 + 1));
    viewer().get("/api/v1/audiences/twice_" + run + "/growth?by=year").then().statusCode(422);
    viewer().get("/api/v1/audiences/twice_" + run + "/growth?limit=401").then().statusCode(422);
    viewer().get("/api/v1/audiences/twice_" + run + "/growth?limit=x").then().statusCode(422);
    viewer().get("/api/v1/audiences/nobody_" + run + "/growth").then().statusCode(404);
    viewer().get("/api/v1/audiences/once_" + run + "/overlap").then().statusCode(422);
    viewer().get("/api/v1/audiences/once_" + run + "/overlap?with=no").then().statusCode(404);
  }

  @Test
  void servesTheOldVersionUntilTheNewOneIsCountedAndSaysNothingWhereTheyAgree() {
    // Given
    long now = System.currentTimeMillis();
    for (int i = 0; i < PEOPLE; i++) {
      orders(i, now - 1_000);
      orders(i, now - 2_000);
    }
    define("audiences", "twice_" + run, twice(""));
    assertThat(bus.changesOf("twice_" + run, PEOPLE)).hasSize(PEOPLE);

    // When
    editor()
        .body(manifest("audiences", "twice_" + run, twice(", where: 'properties.n = null'")))
        .put("/api/v1/audiences/twice_" + run)
        .then()
        .statusCode(200);

    // Then: whoever asks in between is answered by the old one
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(sizeOf("twice_" + run)).isEqualTo(PEOPLE);
          var status = statusOf("audiences", "twice_" + run);
          return status.getLong("servingVersion") == 2 && status.getString("state").equals("live");
        });
    assertThat(bus.changesOf("twice_" + run, 0)).isEmpty();
  }

  @Test
  void takesWishesOfEditorsForDefinitionsThatAreThere() {
    define("audiences", "wished_" + run, twice(""));
    var path = "/api/v1/audiences/wished_" + run + "/backfill";

    editor().delete(path).then().statusCode(202);
    editor().post(path).then().statusCode(202);
    viewer().delete(path).then().statusCode(403);
    editor().delete("/api/v1/audiences/nobody_" + run + "/backfill").then().statusCode(404);
    editor().post("/api/v1/computed-traits/nobody_" + run + "/backfill").then().statusCode(404);
    viewer().get("/api/v1/audiences/nobody_" + run + "/status").then().statusCode(404);
    assertThat(statusOf("audiences", "wished_" + run).getString("state")).isEqualTo("live");
  }

  private String twice(String more) {
    return "{who: {event: '" + order + "'" + more + ", count: {atLeast: 2}}}";
  }

  private void orders(int number, long at) {
    bus.send(person(number), event(order, at).identifiedBy("user_id", person(number)));
  }

  private String person(int number) {
    return "p" + number + "-" + run;
  }
}
