package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void addsUpOwnTimeAndThatOfChildrenThatEnded() {
    // Given: fields 14 to 17 are 7, 11, 13 and 17 ticks
    var stat = "42 (post gres) writer) S 1 42 42 0 -1 4194560 1 2 3 4 7 11 13 17 20 0 1 0 99";

    // When
    var time = ProcessorTime.read(stat);

    // Then
    assertThat(time).isEqualTo(Duration.ofMillis(480));
  }

  @Test
  void knowsThatOfThisProcess() {
    assertThat(ProcessorTime.of(ProcessHandle.current())).isPositive();
  }
}
