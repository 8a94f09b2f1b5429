package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.MergePairs.Half;
import dev.tributary.bench.MergePairs.Shape;
import org.junit.jupiter.api.Test;

class MergePairsTest {

  @Test
  void namesEveryIdentifierOfEitherHalfOnceBesideTheFirst() {
    // Given
    var pairs = new MergePairs(Shape.GIVEN, 1);

    // When
    var named = new StringBuilder();
    pairs
        .making(new IdentityEvents(1))
        .forEach(record -> named.append(record.event().getPayload().toStringUtf8()));

    // Then
    for (var half : Half.values()) {
      for (int number = 1; number < 1_000; number++) {
        assertThat(named.toString().split(pairs.identifier(0, half, number), -1)).hasSize(2);
      }
    }
  }

  @Test
  void makesASmallProfileWithOneEvent() {
    assertThat(new MergePairs(Shape.SMALL, 5).making(new IdentityEvents(1))).hasSize(10);
  }

  @Test
  void givesEachIdentifierAProfileOfItsOwnWhereTheyAreToGrow() {
    assertThat(new MergePairs(Shape.GROWN, 2).alone(new IdentityEvents(1))).hasSize(4_000);
    assertThat(new MergePairs(Shape.GIVEN, 2).alone(new IdentityEvents(1))).isEmpty();
  }
}
