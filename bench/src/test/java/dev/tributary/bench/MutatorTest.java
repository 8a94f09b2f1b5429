package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.FuzzRequest.Family;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MutatorTest {

  @Test
  void drawsTheSameFromTheSameSeed() {
    var one = new Mutator(7);
    var other = new Mutator(7);
    for (int i = 0; i < 500; i++) {
      assertThat(one.next().bytes()).isEqualTo(other.next().bytes());
    }
  }

  @Test
  void drawsEveryFamilyAndFewAfterWhichNoneCanFollow() {
    // When
    var drawn = Stream.generate(new Mutator(7)::next).limit(5_000).toList();

    // Then
    assertThat(drawn).extracting(FuzzRequest::family).contains(Family.values());
    assertThat(drawn).filteredOn(each -> !each.framing().goesOn()).hasSizeBetween(100, 300);
  }
}
