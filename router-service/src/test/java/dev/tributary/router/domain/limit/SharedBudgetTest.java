package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Limits;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three replicas, and what a destination sees of them together. */
class SharedBudgetTest {

  /** A rate, and the seed of what happens. */
  record Story(long seed, Limits.Rate rate) {

    Duration per() {
      return rate.per();
    }

    /** Some ten askings for each permit there is. */
    long step() {
      return Math.max(1, Pace.micros(per()) / rate.requests() / 3);
    }

    int burst() {
      return Pace.of(rate, 1).burst();
    }

    /** A burst that is too small to be divided is one request each. */
    int undivided() {
      return Math.max(0, ReplicasWorld.REPLICAS - burst());
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void noSpanSeesMoreThanTheRateAllows(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());

    // When
    world.run(story.per().multipliedBy(4), story.step(), true);
    world.run(story.per().multipliedBy(4), story.step(), false);

    // Then
    assertThat(world.mostIn(story.per()))
        .isPositive()
        .isLessThanOrEqualTo(story.rate().requests() + story.undivided());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void mostOfTheRateIsUsedWhereThereIsDemand(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());

    world.run(Duration.ofSeconds(5), story.step(), false);
    int atFirst = world.uses();

    // When
    world.run(story.per().multipliedBy(10), story.step(), false);

    // Then
    assertThat(world.uses() - atFirst).isGreaterThanOrEqualTo(7 * story.rate().requests());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aStoreThatGoesAwayForAllAndComesBackAllowsNoMore(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());

    // When
    for (int i = 0; i < 3; i++) {
      world.run(story.per().multipliedBy(2), story.step(), false);
      world.storeGoesAway();
      world.run(story.per().multipliedBy(2), story.step(), false);
      world.storeComesBack();
    }
    world.run(story.per().multipliedBy(2), story.step(), false);

    // Then
    assertThat(world.mostIn(story.per()))
        .isLessThanOrEqualTo(story.rate().requests() + story.undivided());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aStoreThatComesBackEmptyAllowsOneBurstMoreAtMost(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());

    // When
    for (int i = 0; i < 6; i++) {
      world.run(story.per().multipliedBy(2), story.step(), i % 2 == 0);
      world.storeGoesAway();
      world.run(Duration.ofMillis(300).multipliedBy(1 + 5 * i), story.step(), i % 3 == 0);
      world.loseEverything();
      world.storeComesBack();
    }
    world.run(story.per().multipliedBy(2), story.step(), false);

    // Then
    assertThat(world.mostIn(story.per()))
        .isLessThanOrEqualTo(story.rate().requests() + story.burst() + story.undivided());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aStoreThatLosesEverythingAllowsOneBurstMoreAtMost(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());
    world.run(story.per().multipliedBy(2), story.step(), false);

    // When
    world.loseEverything();
    world.run(story.per().multipliedBy(2), story.step(), false);

    // Then
    assertThat(world.mostIn(story.per()))
        .isLessThanOrEqualTo(story.rate().requests() + story.burst() + story.undivided());
  }

  @ParameterizedTest
  @MethodSource("fast")
  void theStoreIsAskedFarMoreRarelyThanPermitsAreTaken(Story story) {
    // Given
    var world = new ReplicasWorld(story.seed(), story.rate());

    // When
    world.run(story.per().multipliedBy(5), story.step(), false);

    // Then
    assertThat(world.draws()).isLessThan(world.uses() / 5);
  }

  static Stream<Story> stories() {
    var dice = new SplittableRandom(42);
    var edges =
        Stream.of(
            new Story(1, rate(1, 1)),
            new Story(2, rate(1, 60)),
            new Story(3, rate(3, 1)),
            new Story(4, rate(60, 60)),
            new Story(5, rate(3_000, 3)));
    var drawn =
        Stream.generate(() -> {
          int seconds = 1 + dice.nextInt(dice.nextBoolean() ? 3 : 60);
          return new Story(dice.nextLong(), rate(1 + dice.nextInt(1_500), seconds));
        });
    return Stream.concat(edges, drawn.limit(60));
  }

  static Stream<Story> fast() {
    return Stream.of(
        new Story(1, rate(1_000, 1)), new Story(2, rate(5_000, 1)), new Story(3, rate(3_000, 3)));
  }

  private static Limits.Rate rate(int requests, int seconds) {
    return new Limits.Rate(requests, Duration.ofSeconds(seconds));
  }
}
