package dev.tributary.identity.linkage;

import static dev.tributary.identity.Bus.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.Bus;
import dev.tributary.identity.OptionsProfile;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.linkage.observation.Observation;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.v1.EventType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of events where linkage is enabled, from the bus to PostgreSQL. */
@QuarkusTest
@TestProfile(OptionsProfile.class)
@WithTestResource(EmbeddedServers.class)
class ObservingTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject ObservationStore store;
  @Inject AnchorIds ids;
  @Inject Pool pool;
  @Inject Migrations migrations;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void migrate() {
    migrations.await(Duration.ofMinutes(1));
  }

  @Test
  void observesWhatAnEventShowsUnlessTheCustomerSaidNo() {
    // Given
    var traits = "\"traits\":{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"}";
    var refusal =
        "\"context\":{\"consent\":{\"categoryPreferences\":{\"identity_linkage\":false}}}";
    try (var bus = new Bus(servers)) {
      // When
      bus.accept(
          event(EventType.EVENT_TYPE_IDENTIFY, "no" + run, "{" + traits + "," + refusal + "}")
              .setUserId("no" + run)
              .setIp("203.0.113.9")
              .build());
      bus.accept(
          event(EventType.EVENT_TYPE_IDENTIFY, "yes" + run, "{" + traits + "}")
              .setUserId("yes" + run)
              .setIp("203.0.113.9")
              .build());

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(values("yes"))
                  .contains("given_name=ada", "family_name=lovelace", "ip=203.0.113.9"));
      await()
          .atMost(SOON)
          .until(() -> bus.resolved(id -> id.equals("no" + run)), all -> !all.isEmpty());
      bus.accept(
          event(EventType.EVENT_TYPE_IDENTIFY, "last" + run, "{" + traits + "}")
              .setUserId("no" + run)
              .setAnonymousId("z" + run)
              .build());
      await().atMost(SOON).untilAsserted(() -> assertThat(values("no")).contains("given_name=ada"));
      assertThat(values("no")).doesNotContain("ip=203.0.113.9");
    }
  }

  @Test
  void repeatsChangeNothingAndOnlyTheLastValuesAndDaysStay() {
    // Given
    var anchor = anchor("many");
    var all = new ArrayList<Observation>();
    for (int i = 0; i < 50; i++) {
      all.add(new Observation(anchor, ObservedField.USER_AGENT, "agent" + i, 20_000 + i));
      all.add(new Observation(anchor, ObservedField.IP, "203.0.113.1", 20_000 + i));
    }

    // When
    store.add(all);
    var once = values("many");
    store.add(all);

    // Then
    assertThat(values("many")).isEqualTo(once);
    assertThat(once).contains("user_agent=agent49", "user_agent=agent40");
    assertThat(once).hasSize(ObservedField.USER_AGENT.most() + 1);
  }

  @Test
  void forgetsWhatWasNotSeenForLong() {
    // Given
    store.add(
        List.of(
            new Observation(anchor("old"), ObservedField.IP, "203.0.113.1", 10),
            new Observation(anchor("old"), ObservedField.IP, "203.0.113.2", 20)));

    // When
    store.forgetBefore(15);

    // Then
    assertThat(values("old")).containsExactly("ip=203.0.113.2");
  }

  private UUID anchor(String user) {
    return ids.of(Identifier.of("user_id", user + run)).value();
  }

  private List<String> values(String user) {
    var sql = "SELECT field || '=' || value FROM observation WHERE anchor = $1 ORDER BY 1";
    var rows =
        pool.preparedQuery(sql)
            .execute(Tuple.of(anchor(user)))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    var values = new ArrayList<String>();
    rows.forEach(row -> values.add(row.getString(0)));
    return values;
  }
}
