package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.WatchedRun.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the probe's answers. */
class WatchedRunTest {

  @Test
  void tellsTheFirstPartTheLastAndTheLongestBatch() {
    // Given: two workers, so the batches of a part take more than it does
    var first = Part.read("2.0 7\n2000 1.5 0\n2000 2.0 1");
    var last = Part.read("1.0 5\n500 0.25 2");

    // When
    var run = new WatchedRun(List.of(first, last));

    // Then
    assertThat(first.profiles()).isEqualTo(7);
    assertThat(run.rate()).isEqualTo(1_500);
    assertThat(run.batchSeconds(0.5)).isEqualTo(1.5);
    assertThat(run.batchSeconds(1)).isEqualTo(2.0);
    assertThat(run.line("a run", 4, 42_000_000))
        .isEqualTo(
            "| a run | 4,500 | 1500 | 2000 | 500 | 0.25 | 1500 ms | 2000 ms | 2000 ms | 3 | 4 | 42 MB |");
  }
}
