package dev.tributary.router.domain.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.testing.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to customers, in whatever order it is delivered, and whatever happens while it
 * is: in the end a list holds every name of every member and no other.
 */
class ListModelTest {

  static LongStream seeds() {
    return Seeds.of(800);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsAsTheAudienceIs(long seed) {
    // Given
    var world = new ListWorld(seed);

    // When
    for (int i = 0; i < 150; i++) {
      world.step();
    }
    world.settle();

    // Then
    assertThat(world.list()).isEqualTo(world.wanted());
  }
}
