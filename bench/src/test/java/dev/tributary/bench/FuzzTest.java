package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A hundredth of {@code ./tributary bench ingest-fuzz}, against the packaged service. */
class FuzzTest {

  private static final int REQUESTS = 10_000;

  @Test
  void answersWhateverItGetsAndStoresWhatItAcknowledges() throws Exception {
    // Given
    var options = new Options(true, false);
    var report = new Report(new FuzzBench());
    try (var bed = FuzzBench.sources(new IngestBed("ingest-fuzz", options))) {

      // When
      var tally = new Fuzz(bed.port()).run(REQUESTS);

      // Then
      tally.table(report);
      assertThat(tally.findings()).isEmpty();
      assertThat(tally.acknowledged()).isPositive();
      FuzzBench.checkCounts(report, bed, tally);
      assertThat(bed.isReady()).isTrue();
      assertThat(bed.status("/v1/page", "{\"writeKey\":\"bench-key\",\"userId\":\"u\"}"))
          .isEqualTo(200);
    }
  }
}
