package dev.tributary.identity.domain.linkage.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.linkage.people.People;
import dev.tributary.identity.domain.linkage.people.Population;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidatePairsTest {

  private static final List<LinkageRecord> RECORDS =
      People.of(Population.usual(400), 3).written().records();

  @Test
  void visitsEachPairThatSomeRuleBringsTogetherExactlyOnce() {
    // When
    var visited = visited(CandidatePairs.of(PersonBlocking.all(), RECORDS, 200, 1_000_000));

    // Then
    assertThat(visited).doesNotHaveDuplicates();
    assertThat(new HashSet<>(visited)).isEqualTo(naive(200));
  }

  @Test
  void leavesOutBlocksThatAreTooLarge() {
    // When
    var visited = visited(CandidatePairs.of(PersonBlocking.all(), RECORDS, 3, 1_000_000));

    // Then
    assertThat(new HashSet<>(visited)).isEqualTo(naive(3)).isNotEmpty();
    assertThat(naive(3)).isNotEqualTo(naive(200));
  }

  @Test
  void leavesOutTheLargestBlocksUntilThePairsCanBeAfforded() {
    // When
    var pairs = CandidatePairs.of(PersonBlocking.all(), RECORDS, 200, 500);

    // Then
    assertThat(pairs.largestBlock()).isLessThan(200);
    assertThat(visited(pairs)).hasSizeLessThanOrEqualTo(500);
  }

  private static List<Set<Integer>> visited(CandidatePairs pairs) {
    var visited = new ArrayList<Set<Integer>>();
    pairs.forEach((one, other) -> visited.add(Set.of(one, other)));
    return visited;
  }

  private static Set<Set<Integer>> naive(int largest) {
    var pairs = new HashSet<Set<Integer>>();
    for (var rule : PersonBlocking.all()) {
      var keys = rule.over(RECORDS);
      var blocks = new HashMap<String, Set<Integer>>();
      for (int i = 0; i < RECORDS.size(); i++) {
        for (var key : keys.of(i)) {
          blocks.computeIfAbsent(key, _ -> new HashSet<>()).add(i);
        }
      }
      for (var block : blocks.values()) {
        if (block.size() <= largest) {
          for (int one : block) {
            block.stream().filter(other -> other > one).forEach(o -> pairs.add(Set.of(one, o)));
          }
        }
      }
    }
    return pairs;
  }
}
