package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.testing.Seeds;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever falls behind, and whatever moves or dies meanwhile: what is wanted arrives. */
class FanoutModelTest {

  static LongStream seeds() {
    return Seeds.of(1_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesNothingOutWhateverHappens(long seed) {
    // Given
    var world = new FanoutWorld(seed);
    var die = new SplittableRandom(seed);

    // When
    for (int i = 0; i < 200; i++) {
      step(world, die, 100);
    }
    world.finish();

    // Then
    world.assertAllArrived();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesNothingTwiceToWhoFallsBehindAndComesBack(long seed) {
    // Given
    var world = new FanoutWorld(seed);
    var die = new SplittableRandom(seed);

    // When: nothing moves and nothing dies
    for (int i = 0; i < 200; i++) {
      step(world, die, 94);
    }
    world.finish();

    // Then
    world.assertAllArrived();
    world.assertNothingTwice();
  }

  @Test
  void readsOnForOthersWhereOneTakesNothing() {
    // Given: nothing is sent, so that who wants much is full soon
    var world = new FanoutWorld(1);
    world.produce(40);

    // When
    for (int i = 0; i < 10; i++) {
      world.readShared(3);
    }

    // Then: some fell behind, and not all
    assertThat(world.joined()).isBetween(1L, 7L);
    world.finish();
    world.assertAllArrived();
    world.assertNothingTwice();
  }

  private static void step(FanoutWorld world, SplittableRandom die, int kinds) {
    int what = die.nextInt(kinds);
    if (what < 20) {
      world.produce(die.nextInt(1, 8));
    } else if (what < 45) {
      world.readShared(die.nextInt(1, 10));
    } else if (what < 70) {
      world.catchUp(die.nextInt(1, 10));
    } else if (what < 84) {
      world.send(die.nextInt(1, 6), 0.3);
    } else if (what < 90) {
      world.commit();
    } else if (what < 94) {
      world.define();
    } else if (what < 98) {
      world.rebalance();
    } else {
      world.crash();
    }
  }
}
