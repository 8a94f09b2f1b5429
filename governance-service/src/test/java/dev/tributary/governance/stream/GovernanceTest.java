package dev.tributary.governance.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.governance.domain.Ledger;
import dev.tributary.governance.messaging.Events;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Quarantined;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class GovernanceTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final long LONG_AGO = System.currentTimeMillis() - 3_600_000;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Inject Ledger ledger;
  @Inject MeterRegistry registry;

  private final String user = "user-" + UUID.randomUUID();
  private Bus bus;
  private Bus.Follower accepted;
  private Bus.Follower quarantined;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
    accepted = bus.follow(Topic.ACCEPTED, false);
    quarantined = bus.follow(Topic.QUARANTINED, false);
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @AfterEach
  void close() {
    accepted.close();
    quarantined.close();
    bus.close();
  }

  @Test
  void letsAMessagePassOncePerSourceWithItsBirth() throws Exception {
    // Given
    var id = UUID.randomUUID().toString();
    var event = event("web", id).build();
    var ofAnotherSource = event("app", id).build();

    // When
    var place = bus.sendNow(user, event.toByteArray());
    bus.sendNow(user, event.toByteArray());
    bus.sendNow(user, ofAnotherSource.toByteArray());
    bus.sendNow(user, event("web", "last-" + id).build().toByteArray());

    // Then
    await().atMost(SOON).until(() -> accepted.pollOfKey(user).size() == 3);
    var first = Event.parseFrom(accepted.pollOfKey(user).getFirst().value());
    assertThat(first.getBirth().getPartition()).isEqualTo(place.partition());
    assertThat(first.getBirth().getOffset()).isEqualTo(place.offset());
    assertThat(first.toBuilder().clearBirth().build()).isEqualTo(event);
    assertThat(accepted.pollOfKey(user).getFirst().timestamp()).isEqualTo(place.timestamp());
  }

  @Test
  void quarantinesWhatIsNoEventByteForByteWithKeyHeadersAndTime() throws Exception {
    // Given
    var garbage = Bus.bytes("{\"not\":\"protobuf\"}");
    var headers = new RecordHeaders().add("traceparent", Bus.bytes("00-a-b-01"));

    // When
    bus.sendNow(
        new ProducerRecord<>(
            Topic.RECEIVED.topicName(), null, LONG_AGO, Bus.bytes(user), garbage, headers));
    bus.sendNow(user, null);
    bus.sendNow(null, new byte[] {7});

    // Then
    await().atMost(SOON).until(() -> quarantined.pollOfKey(user).size() == 2);
    var record = quarantined.pollOfKey(user).getFirst();
    var wire = Quarantined.parseFrom(record.value());
    assertThat(wire.getRecord().toByteArray()).isEqualTo(garbage);
    assertThat(wire.getCode()).isEqualTo("unparseable");
    assertThat(record.timestamp()).isEqualTo(LONG_AGO);
    assertThat(record.headers().toArray()).isEqualTo(headers.toArray());
    await().atMost(SOON).until(() -> !quarantined.pollOfKey(null).isEmpty());
  }

  @Test
  void keepsTheOrderOfEachKey() throws Exception {
    // Given
    var sent = new ArrayList<String>();

    // When
    for (int i = 0; i < 2_000; i++) {
      var id = user + "-" + i;
      sent.add(id);
      bus.send(user, event("web", id).build().toByteArray());
      bus.send("other-" + i % 7, event("web", "other-" + id).build().toByteArray());
    }
    bus.flush();

    // Then
    await().atMost(SOON).until(() -> accepted.pollOfKey(user).size() == 2_000);
    var seen = new ArrayList<String>();
    for (var record : accepted.pollOfKey(user)) {
      seen.add(Event.parseFrom(record.value()).getMessageId());
    }
    assertThat(seen).isEqualTo(sent);
  }

  @Test
  void balancesInItsMetricsAndItsApi() {
    // Given
    var before = ledger.balance();
    var event = event("web", UUID.randomUUID().toString()).build().toByteArray();

    // When
    bus.sendNow(user, event);
    bus.sendNow(user, event);
    bus.sendNow(user, new byte[] {1});

    // Then
    await().atMost(SOON).until(() -> ledger.balance().received() >= before.received() + 3);
    await().atMost(SOON).until(() -> ledger.balance().open() == 0);
    var received = registry.get("tributary.governance.received").functionCounter().count();
    var outcomes =
        registry.get("tributary.governance.events").functionCounters().stream()
            .mapToDouble(counter -> counter.count())
            .sum();
    assertThat(received).isEqualTo(outcomes);
    var answer =
        given().header("Authorization", "Bearer test-viewer").get("/api/v1/balance").jsonPath();
    assertThat(answer.getLong("received"))
        .isEqualTo(
            answer.getLong("accepted")
                + answer.getLong("quarantined")
                + answer.getLong("duplicate")
                + answer.getLong("open"));
  }

  @Test
  void asksForATokenBeforeItShowsItsBalance() {
    given().get("/api/v1/balance").then().statusCode(401);
  }

  @Test
  void knowsNoKindOfDefinitionYet() {
    given()
        .header("Authorization", "Bearer test-admin")
        .get("/api/v1/tracking-plans")
        .then()
        .statusCode(404);
  }

  @Test
  void showsHowFarItIsBehind() {
    assertThat(given().get("/q/metrics").asString())
        .contains("tributary_governance_received_total")
        .contains("records_lag");
  }

  private Event.Builder event(String source, String id) {
    return Events.track(source, id, System.currentTimeMillis()).setUserId(user);
  }
}
