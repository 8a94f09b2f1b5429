package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.CommitNote;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LanePositionsTest {

  private static final TopicPartition FIRST = new TopicPartition("tributary.resolved", 0);
  private static final TopicPartition SECOND = new TopicPartition("tributary.resolved", 1);
  private static final TopicPartition CHANGES = new TopicPartition("tributary.changes", 0);

  private final LanePositions positions = new LanePositions();

  @Test
  void isBehindByWhatWasNeverReadForEachTopic() {
    // Given
    begin(FIRST, 10);
    begin(SECOND, 20);
    begin(CHANGES, 5);

    // Then
    assertThat(positions.behind(Map.of(FIRST, 15L, SECOND, 21L, CHANGES, 5L)))
        .isEqualTo(known(6, Map.of("resolved", 6L, "changes", 0L)));
  }

  @Test
  void lagsByWhatIsReadButNotSettledThoughNothingIsUnread() {
    // Given: ten records read, of which the fourth is open
    begin(FIRST, 0);
    for (long offset = 0; offset < 10; offset++) {
      positions.of(FIRST).take(offset);
      if (offset != 3) {
        positions.of(FIRST).settle(offset);
      }
    }

    // Then
    assertThat(positions.behind(Map.of(FIRST, 10L))).isEqualTo(known(7, Map.of("resolved", 0L)));
  }

  @Test
  void isNotBehindWhereOnlyTheMarkerOfATransactionIsLeft() {
    // Given: one record at 0, settled, and its transaction's marker at 1
    begin(FIRST, 0);
    positions.of(FIRST).take(0);
    positions.of(FIRST).settle(0);
    positions.of(FIRST).passTo(2);

    // Then
    assertThat(positions.behind(Map.of(FIRST, 2L))).isEqualTo(known(0, Map.of("resolved", 0L)));
  }

  @Test
  void doesNotKnowWhereKafkaHasNotSaidOrGivenAnything() {
    assertThat(positions.behind(Map.of(FIRST, 10L))).isEqualTo(new Behind.Unknown());
    begin(FIRST, 0);
    assertThat(positions.behind(Map.of())).isEqualTo(new Behind.Unknown());
    positions.remove(Set.of(FIRST));
    assertThat(positions.behind(Map.of(FIRST, 10L))).isEqualTo(new Behind.Unknown());
  }

  private void begin(TopicPartition partition, long offset) {
    positions.assign(partition, offset, new CommitNote("", ""));
  }

  private static Behind known(long lag, Map<String, Long> unread) {
    return new Behind.Known(lag, new TreeMap<>(unread));
  }
}
