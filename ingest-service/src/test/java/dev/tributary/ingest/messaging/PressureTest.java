package dev.tributary.ingest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureTest {

  @Test
  void admitsExactlyAsMuchAsFits() {
    // Given
    var pressure = new Pressure(100, 10);

    // Then
    assertThat(pressure.admit(60, 0)).isTrue();
    assertThat(pressure.admit(41, 0)).isFalse();
    assertThat(pressure.admit(40, 0)).isTrue();
    pressure.release(60);
    assertThat(pressure.bytes()).isEqualTo(40);
    assertThat(pressure.admit(60, 0)).isTrue();
  }

  @Test
  void stallsOnlyWhileSomethingWaitsAndNothingArrives() {
    // Given
    var pressure = new Pressure(100, 10);
    assertThat(pressure.stalled(1_000)).isFalse();

    // When
    var _ = pressure.admit(10, 1_000);

    // Then
    assertThat(pressure.stalled(1_010)).isFalse();
    assertThat(pressure.stalled(1_011)).isTrue();

    // When
    pressure.progressed(1_011);

    // Then
    assertThat(pressure.stalled(1_021)).isFalse();
    assertThat(pressure.stalled(1_022)).isTrue();

    // When
    pressure.release(10);

    // Then
    assertThat(pressure.stalled(9_999)).isFalse();
  }
}
