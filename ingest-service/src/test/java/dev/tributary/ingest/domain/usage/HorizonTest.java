package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HorizonTest {

  @Test
  void isWhereTheStreamEndedSoLongAgo() {
    // Given
    var horizon = new Horizon(30);

    // When
    horizon.note(0, Map.of(1, 100L));
    horizon.note(10, Map.of(1, 200L, 2, 5L));

    // Then
    assertThat(horizon.of(1, 29)).isEmpty();
    assertThat(horizon.of(1, 30)).hasValue(100);
    assertThat(horizon.of(2, 39)).isEmpty();

    // When
    horizon.note(40, Map.of(1, 400L));

    // Then
    assertThat(horizon.of(1, 40)).hasValue(200);
    assertThat(horizon.of(2, 40)).hasValue(5);
    assertThat(horizon.of(3, 40)).isEmpty();
  }

  @Test
  void isUnknownAtFirst() {
    assertThat(new Horizon(1).of(0, 1_000)).isEmpty();
  }
}
