package dev.tributary.identity;

import static dev.tributary.identity.Bus.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.entity.Announcement;
import dev.tributary.identity.domain.entity.EntityDirectory;
import dev.tributary.identity.domain.entity.EntityKey;
import dev.tributary.platform.testing.MortalServers;
import dev.tributary.platform.testing.Servers;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Servers die while group calls are followed: every membership is there in the end, and told. */
@QuarkusTest
@TestProfile(OutageProfile.class)
@WithTestResource(MortalServers.class)
class EntitiesOutageTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int USERS = 400;
  private static final int ACCOUNTS = 8;

  Servers servers;

  @Inject EntityDirectory directory;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void everyMembershipIsStoredAndToldThoughEachServerDiesInBetween() {
    try (var bus = new Bus(bootstrapServers)) {
      // Given
      var sending =
          CompletableFuture.runAsync(() -> {
            for (int user = 0; user < USERS; user++) {
              bus.accept(
                  event(EventType.EVENT_TYPE_GROUP, "g" + user, "{\"traits\":{\"n\":" + user + "}}")
                      .setUserId("u" + user)
                      .setGroupId("g" + user % ACCOUNTS)
                      .setTimestampMillis(1_767_225_600_000L + user)
                      .build());
            }
          });

      // When
      await().atMost(LONG).until(() -> members() > 20);
      servers.killPostgres();
      servers.restartPostgres();
      sending.join();
      await().atMost(LONG).ignoreExceptions().until(() -> members() > 60);
      servers.killKafka();
      servers.restartKafka();

      // Then
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(members()).isEqualTo(USERS));
      await()
          .atMost(LONG)
          .untilAsserted(() -> {
            var last = lastTraitToldByAccount(bus);
            assertThat(last).hasSize(ACCOUNTS);
            last.forEach((account, values) -> {
              int greatest = USERS - ACCOUNTS + Integer.parseInt(account.substring(1));
              assertThat(new HashSet<>(values.values()))
                  .containsExactly(Integer.toString(greatest));
              assertThat(values).hasSize(USERS / ACCOUNTS);
            });
          });
    }
  }

  private int members() {
    int members = 0;
    for (int account = 0; account < ACCOUNTS; account++) {
      var key = EntityKey.account("g" + account);
      members += directory.members(key, Announcement.START, USERS, 1).size();
    }
    return members;
  }

  /** What each member of each account was told of its trait last. */
  private static Map<String, Map<String, String>> lastTraitToldByAccount(Bus bus) {
    var told = new HashMap<String, Map<String, String>>();
    for (var record : List.copyOf(bus.records())) {
      if (record.topic().endsWith("resolved")) {
        var resolved = Bus.parse(record);
        if (resolved.getKindCase() == Resolved.KindCase.MEMBERSHIP) {
          var membership = resolved.getMembership();
          for (var trait : membership.getTraitsList()) {
            told.computeIfAbsent(membership.getEntityId(), _ -> new HashMap<>())
                .put(membership.getProfileId(), trait.getValue().toStringUtf8());
          }
        }
      }
    }
    return told;
  }
}
