package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers die under load and come back: nothing is lost, doubled or told otherwise. */
@QuarkusTest
@TestProfile(OutageProfile.class)
@WithTestResource(MortalServers.class)
class OutageTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int EVENTS = 3_000;
  private static final int PERSONS = 60;

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @AfterEach
  void bringRedisBack() {
    servers.restartRedis();
  }

  @Test
  void everyEventIsResolvedOnceThoughEachServerDiesInBetween() {
    try (var bus = new Bus(bootstrapServers)) {
      // Given
      var events = events();
      var sending = CompletableFuture.runAsync(() -> events.forEach(bus::accept));

      // When
      await().atMost(LONG).until(() -> resolved(bus).size() > 100);
      servers.killPostgres();
      servers.restartPostgres();
      int before = resolved(bus).size();
      await().atMost(LONG).until(() -> resolved(bus).size() > before);
      servers.killRedis();
      sending.join();
      servers.killKafka();
      servers.restartKafka();

      // Then
      await().atMost(LONG).until(() -> resolved(bus).size() >= EVENTS);
      var resolved = resolved(bus);
      assertThat(resolved)
          .extracting(each -> each.getEvent().getEvent().getMessageId())
          .doesNotHaveDuplicates()
          .hasSize(EVENTS);
      assertThat(identifiersTold(resolved)).doesNotHaveDuplicates();
      readsFromPostgresWhileRedisIsAway();
    }
  }

  /** Of each user the visitor's id first, then both, in one place of the order only. */
  private static List<Event> events() {
    var random = new SplittableRandom(42);
    var seen = new HashSet<Integer>();
    var events = new ArrayList<Event>();
    for (int i = 0; i < EVENTS; i++) {
      int person = random.nextInt(PERSONS);
      var event =
          event(EventType.EVENT_TYPE_TRACK, "m" + i, "{}")
              .setUserId("u" + person)
              .setReceivedAtMillis(1_767_225_601_000L + i);
      if (!seen.add(person)) {
        event.setAnonymousId("a" + person);
      }
      events.add(event.build());
    }
    return events;
  }

  private static List<Resolved> resolved(Bus bus) {
    return bus.resolved(_ -> true);
  }

  /** Each identifier is told once as added to its only profile, whatever was repeated. */
  private static List<String> identifiersTold(List<Resolved> resolved) {
    return resolved.stream()
        .flatMap(each -> each.getEvent().getIdentifiersAddedList().stream())
        .map(identifier -> identifier.getType() + identifier.getValue())
        .toList();
  }

  private static void readsFromPostgresWhileRedisIsAway() {
    for (int person = 0; person < PERSONS; person++) {
      given()
          .auth()
          .preemptive()
          .basic("test-viewer", "")
          .get(
              "/v1/spaces/default/collections/users/profiles/anonymous_id:a"
                  + person
                  + "/external_ids?include=user_id")
          .then()
          .statusCode(200)
          .body("data[0].id", equalTo("u" + person));
    }
  }
}
