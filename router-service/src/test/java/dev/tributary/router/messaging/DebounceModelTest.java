package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.testing.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, in whatever order, and whenever the router dies: the newest value arrives, and of
 * an interval one only.
 */
class DebounceModelTest {

  private static final String TRAITS =
      "[\"a\", {\"name\": \"b\", \"debounce\": \"7s\"}, {\"name\": \"c\", \"debounce\": \"2m\"}]";

  private static final List<String> OTHERS =
      List.of(
          TRAITS,
          "[\"a\", \"b\", \"c\"]",
          "[{\"name\": \"a\", \"debounce\": \"7s\"}, {\"name\": \"b\", \"debounce\": \"3s\"}, \"c\"]",
          "[{\"name\": \"a\", \"debounce\": \"1m\"}, {\"name\": \"b\", \"debounce\": \"2m\"}, {\"name\": \"c\", \"debounce\": \"2m\"}]");

  private static final int MANY = 1_000_000;

  static LongStream seeds() {
    return Seeds.of(600);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsOneValueOfAnIntervalAndAlwaysTheNewest(long seed) throws InterruptedException {
    // Given
    var world = new DebounceWorld(seed, MANY, TRAITS);
    var die = new SplittableRandom(seed);

    // When
    for (int i = 0; i < 400; i++) {
      step(world, die, 400);
    }
    world.finish();

    // Then
    world.assertNewestArrived();
    world.assertOneInAnInterval();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void alwaysTellsTheNewestWhateverItsTimeAndWhateverBecomesOfTheDefinition(long seed)
      throws InterruptedException {
    // Given: few places to wait in, changes as old as an hour or from the future
    var die = new SplittableRandom(seed);
    var world = new DebounceWorld(seed, die.nextInt(1, 12), TRAITS);

    // When
    for (int i = 0; i < 400; i++) {
      step(world, die, die.nextInt(4) == 0 ? 3_600_000 : 400);
      if (die.nextInt(40) == 0) {
        world.define(OTHERS.get(die.nextInt(OTHERS.size())));
      }
    }
    world.finish();

    // Then
    world.assertNewestArrived();
  }

  @Test
  void tellsOnlyTheLastOfManyThatCameWithinAnInterval() throws InterruptedException {
    // Given
    var world = new DebounceWorld(1, MANY, TRAITS);

    // When: two minutes of continuous changes, ten a second, none of which ends the waiting
    for (int i = 0; i < 1_200; i++) {
      world.change("c", 0, 0);
      world.pass(Duration.ofMillis(100));
      world.read(10);
      world.recall(10);
      world.send(10, 0);
    }
    assertThat(world.told).hasSize(1);
    world.finish();

    // Then
    assertThat(world.told).hasSizeBetween(2, 3);
    var balance = world.board().balance();
    assertThat(balance.matched()).isEqualTo(1_200);
    assertThat(balance.delivered()).isEqualTo(world.told.size());
    assertThat(balance.discarded()).containsEntry("superseded", 1_200L - world.told.size());
    assertThat(balance.holds()).isTrue();
    world.assertOneInAnInterval();
    world.assertNewestArrived();
  }

  @Test
  void countsWhatWaitsAsPendingAndHoldsNothingElseUp() throws InterruptedException {
    // Given: more values wait than the backlog may hold
    var world = new DebounceWorld(1, MANY, TRAITS);
    for (int profile = 0; profile < 500; profile++) {
      world.change("c", profile, 0);
    }

    // When
    world.read(MANY);
    world.enter(1);
    world.change("a", 1, 0);
    world.read(MANY);
    world.send(10, 0);

    // Then
    assertThat(world.told).extracting(DebounceWorld.Told::what).contains("z/p1", "a/p1");
    assertThat(world.told).hasSize(3); // an audience is told twice
    assertThat(world.board().balance().pending()).isEqualTo(500);
    assertThat(world.board().hasRoom()).isTrue();
    world.finish();
    world.assertNewestArrived();
  }

  @Test
  void leavesRoomForOthersWhereAThousandAreDueAtOnce() throws InterruptedException {
    // Given: all due, and the destination takes nothing
    var world = new DebounceWorld(1, MANY, TRAITS);
    for (int profile = 0; profile < 1_000; profile++) {
      world.change("b", profile, 0);
    }
    world.read(MANY);
    world.pass(DebounceWorld.OUTLAST);
    world.read(1);
    while (world.recall(MANY)) {
      assertThat(world.board().hasRoom()).isTrue();
    }

    // When
    world.enter(1);
    world.read(MANY);

    // Then: half of the backlog is for others
    assertThat(world.board().balance().pending()).isEqualTo(1_002);
    world.finish();
    world.assertNewestArrived();
  }

  @Test
  void tellsAtOnceWhatHasNoPlaceToWait() throws InterruptedException {
    // Given
    var world = new DebounceWorld(1, 10, TRAITS);

    // When
    for (int profile = 0; profile < 15; profile++) {
      world.change("c", profile, 0);
    }
    world.change("c", 0, 0); // takes its own place
    world.read(MANY);
    world.send(100, 0);

    // Then
    assertThat(world.told).hasSize(5);
    assertThat(world.board().balance().discarded()).containsEntry("superseded", 1L);
    assertThat(world.board().balance().pending()).isEqualTo(10);
  }

  @Test
  void comesToTheSameAfterACrashThoughTheNoteCannotNameAllThatWait() throws InterruptedException {
    // Given: 20,000 wait, ten times what a commit can name, and some are told
    var world = new DebounceWorld(1, MANY, TRAITS);
    for (int profile = 0; profile < 20_000; profile++) {
      world.change("c", profile, 0);
    }
    world.read(MANY);
    world.pass(Duration.ofSeconds(20));
    world.read(1);
    for (int i = 0; i < 50; i++) {
      world.recall(MANY);
      world.send(MANY, 0);
    }
    int before = world.told.size();
    assertThat(before).isBetween(500, 19_000);

    // When
    world.commit();
    world.crash();
    assertThat(world.board().isIdle()).isFalse();
    world.enter(1);
    world.read(MANY); // what is new is read at once, not after what is read again
    world.send(10, 0);
    assertThat(world.told).hasSize(before + 2);
    world.finish();

    // Then
    world.assertNewestArrived();
    world.assertOneInAnInterval();
  }

  @Test
  void saysThatWhatWaitedIsWantedNoMore() throws InterruptedException {
    // Given
    var world = new DebounceWorld(1, MANY, TRAITS);
    world.change("c", 1, 0);
    world.read(MANY);

    // When
    world.define("[\"a\"]");
    world.finish();

    // Then
    assertThat(world.told).isEmpty();
    assertThat(world.board().balance().discarded()).containsEntry("unwanted", 1L);
  }

  private static void step(DebounceWorld world, SplittableRandom die, int mostMillisAgo)
      throws InterruptedException {
    int what = die.nextInt(100);
    if (what < 40) {
      var trait = List.of("a", "b", "c").get(die.nextInt(3));
      int earliest = mostMillisAgo > 1_000 ? -mostMillisAgo : 0;
      world.change(trait, die.nextInt(6), die.nextLong(earliest, mostMillisAgo));
    } else if (what < 45) {
      world.enter(die.nextInt(6));
    } else if (what < 60) {
      world.pass(Duration.ofMillis(die.nextLong(1, die.nextInt(10) == 0 ? 100_000 : 3_000)));
    } else if (what < 74) {
      world.read(die.nextInt(1, 20));
    } else if (what < 82) {
      world.recall(die.nextInt(1, 10));
    } else if (what < 92) {
      world.send(die.nextInt(1, 10), 0.2);
    } else if (what < 97) {
      world.commit();
    } else {
      if (die.nextBoolean()) {
        world.commit();
      }
      world.crash();
    }
  }
}
