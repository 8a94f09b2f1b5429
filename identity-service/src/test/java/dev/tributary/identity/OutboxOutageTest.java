package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.outbox.Outbox;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people change is told whatever happens to Kafka, or to the service between two steps. */
@QuarkusTest
@TestProfile(OutageProfile.class)
@WithTestResource(MortalServers.class)
class OutboxOutageTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @Inject Outbox outbox;
  @Inject Pool pool;
  @Inject Migrations migrations;

  Servers servers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @BeforeEach
  void waitForTheTables() {
    migrations.await(LONG);
  }

  @Test
  void aCutMadeWhileKafkaIsAwayIsToldOnceItIsBack() {
    try (var bus = new Bus(bootstrapServers)) {
      // Given
      bus.accept(
          event(EventType.EVENT_TYPE_TRACK, "m", "{}").setUserId("u").setAnonymousId("a").build());
      await().atMost(LONG).until(() -> !bus.resolved("m"::equals).isEmpty());

      // When
      servers.killKafka();
      List<String> profiles = cut();
      servers.restartKafka();

      // Then
      await().atMost(LONG).until(() -> splits(bus, profiles.getLast()).size() == 1);
      assertThat(splits(bus, profiles.getLast()).getFirst().getFromProfileId())
          .isEqualTo(profiles.getFirst());
    }
  }

  @Test
  void whatWasSentButNotTakenOutIsSentAgain() throws Exception {
    try (var bus = new Bus(bootstrapServers)) {
      // When: the service dies after sending. The relay may be faster, or hold the outbox while its
      // producer connects, so it is tried until one record was sent and not taken out
      var sent = new ArrayList<String>();
      var tries = new AtomicInteger();
      await()
          .atMost(LONG)
          .until(() -> {
            store("into-" + tries.incrementAndGet());
            dieAfterSending(sent);
            return !sent.isEmpty();
          });

      // Then
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(sent).allSatisfy(into -> assertThat(splits(bus, into)).isNotEmpty()));
    }
  }

  private void dieAfterSending(List<String> sent) {
    try {
      outbox.drain(
          500,
          records -> {
            records.forEach(told -> sent.add(told.key()));
            throw new Unavailable("Killed", null);
          });
    } catch (Unavailable _) {
      // As it is meant to be.
    }
  }

  private void store(String into) throws Exception {
    var split = ProfileSplit.newBuilder().setFromProfileId("from").setIntoProfileId(into);
    var value = Resolved.newBuilder().setSplit(split).build().toByteArray();
    pool.preparedQuery("INSERT INTO outbox (topic, key, value) VALUES ($1, $2, $3)")
        .execute(Tuple.of(Topic.RESOLVED.topicName(), into, Buffer.buffer(value)))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static List<String> cut() {
    return given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body(
            """
            {"link":[{"type":"user_id","value":"u"},{"type":"anonymous_id","value":"a"}]}
            """)
        .post("/api/v1/cuts")
        .then()
        .statusCode(201)
        .extract()
        .path("profiles");
  }

  private static List<ProfileSplit> splits(Bus bus, String into) {
    return bus.records().stream()
        .filter(record -> record.topic().equals(Topic.RESOLVED.topicName()))
        .map(Bus::parse)
        .filter(Resolved::hasSplit)
        .map(Resolved::getSplit)
        .filter(split -> split.getIntoProfileId().equals(into))
        .toList();
  }
}
