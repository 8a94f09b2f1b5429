package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.delivery.Gathering.Gathered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatheringTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Gathering.Key KEY = new Gathering.Key("send", 1, "");
  private static final Action.Batch.Many THREE =
      new Action.Batch.Many(
          3, 100, Duration.ofSeconds(1), new Action.Together(List.of(), List.of()));

  private final Gathering<String> gathering = new Gathering<>();

  @Test
  void isReadyWhenFull() {
    add("a", 1);
    add("b", 1);
    assertThat(gathering.next(NOW, false)).isEmpty();
    add("c", 1);
    assertThat(gathering.next(NOW, false)).contains(new Gathered<>(KEY, List.of("a", "b", "c")));
    assertThat(gathering.isEmpty()).isTrue();
  }

  @Test
  void isReadyBeforeItWouldBeTooLarge() {
    add("a", 60);
    add("b", 50);
    assertThat(gathering.next(NOW, false)).contains(new Gathered<>(KEY, List.of("a")));
    assertThat(gathering.isEmpty()).isFalse();
  }

  @Test
  void isReadyWhenTheFirstHasWaitedLongEnough() {
    // Given
    add("a", 1);
    gathering.add(KEY, "b", draft(1), THREE, NOW.plusMillis(900));

    // Then
    assertThat(gathering.wakeAt()).contains(NOW.plusSeconds(1));
    assertThat(gathering.next(NOW.plusMillis(999), false)).isEmpty();
    assertThat(gathering.next(NOW.plusSeconds(1), false))
        .contains(new Gathered<>(KEY, List.of("a", "b")));
  }

  @Test
  void doesNotWaitWhereNothingMoreCanComeIn() {
    add("a", 1);
    assertThat(gathering.next(NOW, true)).contains(new Gathered<>(KEY, List.of("a")));
  }

  @Test
  void putsNoTwoTogetherThatHaveAValueInCommon() {
    gathering.add(KEY, "a", draft(1, "x"), THREE, NOW);
    gathering.add(KEY, "b", draft(1, "x"), THREE, NOW);
    assertThat(gathering.next(NOW, false)).contains(new Gathered<>(KEY, List.of("a")));
  }

  @Test
  void sendsHalvesFirstAndAsTheyAre() {
    // Given
    gathering.addReady(new Gathered<>(KEY, List.of("c", "d")));
    gathering.addReady(new Gathered<>(KEY, List.of("a", "b")));

    // Then
    assertThat(gathering.next(NOW, false).map(Gathered::deliveries)).contains(List.of("a", "b"));
    assertThat(gathering.next(NOW, false).map(Gathered::deliveries)).contains(List.of("c", "d"));
    assertThat(gathering.next(NOW, false)).isEmpty();
  }

  @Test
  void dropsWhatIsNotWantedAnyMore() {
    add("a", 1);
    add("b", 1);
    gathering.addReady(new Gathered<>(KEY, List.of("c", "d")));
    assertThat(gathering.drop(Set.of("b", "c", "d")::contains)).containsExactly("b", "c", "d");
    assertThat(gathering.isEmpty()).isFalse();
    assertThat(gathering.next(NOW, true).map(Gathered::deliveries)).contains(List.of("a"));
  }

  /** Whatever comes in whatever order: each goes out once, in batches within the limits. */
  @ParameterizedTest
  @MethodSource("seeds")
  void givesEachOutOnceInBatchesWithinTheLimits(long seed) {
    var random = new SplittableRandom(seed);
    var out = new HashSet<String>();
    var now = NOW;
    for (int i = 0; i < 200; i++) {
      var key = new Gathering.Key("send", 1, Integer.toString(random.nextInt(3)));
      gathering.add(key, key.group() + "-" + i, draft(1 + random.nextInt(60)), THREE, now);
      now = now.plusMillis(random.nextInt(700));
      var next = gathering.next(now, random.nextInt(10) == 0);
      while (next.isPresent()) {
        taken(next.get(), out);
        next = gathering.next(now, false);
      }
    }
    var rest = gathering.next(now, true);
    while (rest.isPresent()) {
      taken(rest.get(), out);
      rest = gathering.next(now, true);
    }
    assertThat(out).hasSize(200);
    assertThat(gathering.isEmpty()).isTrue();
  }

  static LongStream seeds() {
    return new SplittableRandom(42).longs(200);
  }

  private static void taken(Gathered<String> batch, Set<String> out) {
    assertThat(batch.deliveries()).hasSizeBetween(1, 3);
    for (var delivery : batch.deliveries()) {
      assertThat(delivery).startsWith(batch.key().group() + "-");
      assertThat(out.add(delivery)).isTrue();
    }
  }

  private void add(String what, int bytes) {
    gathering.add(KEY, what, draft(bytes), THREE, NOW);
  }

  private static Draft draft(int bytes, String... distinct) {
    return new Draft(
        "key", Json.Obj.EMPTY, Json.Obj.EMPTY, Json.Obj.EMPTY, "", Set.of(distinct), bytes);
  }
}
