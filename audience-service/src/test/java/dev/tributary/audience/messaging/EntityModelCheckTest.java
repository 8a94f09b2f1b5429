package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.platform.testing.Seeds;
import java.util.HashMap;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Accounts whose members come and go, are merged and split, told on three partitions with random
 * delays, while time goes on and definitions change. Once all is delivered, an account's traits are
 * those of all events of all of its members, and a profile is in an audience exactly if what that
 * asks of its accounts and their users holds.
 */
class EntityModelCheckTest {

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithWhatHoldsOfEachAccountAndItsMembers(long seed) {
    var world = new EntityWorld(new SplittableRandom(seed), true);
    world.run();
    world.check();
  }

  /**
   * Who is merged is counted under either id at each moment, and never under both. Not so where an
   * id comes back and word of an older merge of it after that: what that sent for is on its way.
   */
  @Test
  void neverTellsFewerOrdersWhileNobodyLeaves() {
    int told = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      var world = new EntityWorld(new SplittableRandom(seed), false);
      world.run();
      for (var values : world.valuesOf("orders").values()) {
        assertThat(values).as("seed " + seed).isSorted();
        told += values.size();
      }
      world.check();
    }
    assertThat(told).isGreaterThan(Seeds.count(1_000));
  }

  /** An equal end proves little if accounts decide nothing. */
  @Test
  void drawsHistoriesInWhichAccountsTakeProfilesInAndOut() {
    var entered = new HashMap<String, Integer>();
    var left = new HashMap<String, Integer>();
    for (long seed = 0; seed < 300; seed++) {
      var world = new EntityWorld(new SplittableRandom(seed), true);
      world.run();
      for (var change : world.told) {
        if (change.kind() instanceof Change.Kind.Membership(var member)) {
          (member ? entered : left).merge(change.rule().name(), 1, Integer::sum);
        }
      }
    }
    for (var rule : EntityWorld.AUDIENCES) {
      assertThat(entered.getOrDefault(rule.name(), 0))
          .as(rule.name())
          .isGreaterThan(Seeds.count(100));
      assertThat(left.getOrDefault(rule.name(), 0)).as(rule.name()).isGreaterThan(Seeds.count(30));
    }
  }

  static LongStream seeds() {
    return Seeds.of(3_000);
  }
}
