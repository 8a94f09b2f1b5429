package dev.tributary.router.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.domain.list.Lists;
import dev.tributary.router.domain.list.Lists.Maker.NotMade;
import dev.tributary.router.domain.replay.FirstSync;
import dev.tributary.router.domain.replay.Replay;
import dev.tributary.router.domain.replay.Replays;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lists and their first syncs in a real PostgreSQL, as several routers ask for them at once. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class PostgresListsTest {

  private static final int ROUTERS = 6;

  @Inject Lists lists;
  @Inject Replays replays;

  private final Lists.Key key = new Lists.Key("d-" + UUID.randomUUID(), "vip", "hubspot");

  @Test
  void makesOneListHoweverManyAskForItAtOnce() throws Exception {
    // Given
    var made = new AtomicInteger();

    // When
    var found =
        atOnce(() ->
            lists.findOrMake(
                key,
                () -> {
                  pause();
                  return Json.object("id", Json.of("list-" + made.incrementAndGet()));
                }));

    // Then
    assertThat(found).hasSize(ROUTERS).containsOnly(Json.object("id", Json.of("list-1")));
    assertThat(made).hasValue(1);
    assertThat(lists.find(key)).contains(Json.object("id", Json.of("list-1")));
    assertThat(lists.find(new Lists.Key(key.destination(), "vip", "klaviyo"))).isEmpty();
  }

  @Test
  void keepsNoneThatCouldNotBeMade() throws NotMade {
    // When
    assertThatExceptionOfType(NotMade.class)
        .isThrownBy(() ->
            lists.findOrMake(
                key,
                () -> {
                  throw new NotMade("status_403 no");
                }))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("status_403 no"));

    // Then
    assertThat(lists.find(key)).isEmpty();
    assertThat(lists.findOrMake(key, () -> Json.object("id", Json.of("second"))))
        .isEqualTo(Json.object("id", Json.of("second")));
  }

  @Test
  void beginsOneFirstSyncHoweverManyRoutersSeeTheDefinition() throws Exception {
    // When
    var begun = atOnce(() -> begin(1, "a"));

    // Then
    assertThat(begun.stream().filter(Boolean::booleanValue)).hasSize(1);
    assertThat(replays.of(key.destination(), 10)).hasSize(1);
    assertThat(begin(2, "a")).isFalse(); // kept from one version to the next
    assertThat(begin(3, "b")).isTrue(); // another list
    assertThat(begin(5, "b")).isTrue(); // not kept in version 4, perhaps
  }

  private boolean begin(long version, String list) {
    var replay =
        new Replay(
            UUID.randomUUID(),
            key.destination(),
            new Selection.Members("vip", false),
            false,
            Optional.empty(),
            "a test",
            Instant.now());
    return replays.addFirst(
        new FirstSync(key.destination(), "vip", version, list), replay, List.of());
  }

  private static <T> List<T> atOnce(Callable<T> asked) throws Exception {
    try (var threads = Executors.newFixedThreadPool(ROUTERS)) {
      var answers = new ArrayList<T>();
      for (var future : threads.invokeAll(Collections.nCopies(ROUTERS, asked))) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
