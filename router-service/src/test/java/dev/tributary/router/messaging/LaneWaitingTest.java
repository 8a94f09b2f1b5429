package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.debounce.Debounce;
import dev.tributary.router.domain.debounce.Rules;
import dev.tributary.router.domain.debounce.Telling;
import dev.tributary.router.domain.debounce.ValueId;
import dev.tributary.router.domain.debounce.WaitingValue;
import dev.tributary.router.domain.delivery.CommitNote;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LaneWaitingTest {

  private static final long NOW = Duration.ofHours(1).toMillis();
  private static final TopicPartition ONE = new TopicPartition("changes", 0);
  private static final TopicPartition OTHER = new TopicPartition("changes", 1);

  private final LaneWaiting waiting =
      new LaneWaiting(
          100,
          100,
          new Rules(1, Map.of("t", new Telling.Debounced(new Debounce(Duration.ofSeconds(1))))));

  @Test
  void givesNoPartitionTwoTurnsWhileAnotherHasSomethingDue() {
    // Given: something has been due in one for longer than in the other
    due(ONE, NOW);
    due(OTHER, NOW + 60_000);

    // When: nothing comes of either, as where a partition cannot be read
    var turns = new HashSet<TopicPartition>();
    for (int i = 0; i < 2; i++) {
      if (waiting.recall(true) instanceof Recall.Due(var partition, var offsets)) {
        assertThat(offsets).containsExactly(5L);
        turns.add(partition);
      }
    }

    // Then
    assertThat(turns).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void comesBackToTheOnlyOneThatHasSomethingDue() {
    due(ONE, NOW);

    for (int i = 0; i < 3; i++) {
      assertThat(waiting.recall(true)).isInstanceOf(Recall.Due.class);
    }
  }

  private void due(TopicPartition partition, long atMillis) {
    waiting.assign(partition, 0, CommitNote.read(""));
    var waits = waiting.of(partition);
    assertThat(waits).isNotNull();
    waits.add(new WaitingValue(new ValueId(0, 1), "t", 5, atMillis), atMillis);
    waits.read(6, 6, atMillis + 10_000);
  }
}
