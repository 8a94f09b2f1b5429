package dev.tributary.ingest.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T20:51:55.123Z, 2026-11-23T20:51:55.123Z",
    "2026-11-23T20:51:55Z, 2026-11-23T20:51:55Z",
    "2026-11-23T20:51Z, 2026-11-23T20:51:00Z",
    "2026-11-23, 2026-11-23T00:00:00Z",
    "2026-11-23 20:51:55, 2026-11-23T20:51:55Z",
    "2026-11-23t20:51:55.5z, 2026-11-23T20:51:55.500Z",
    "2026-11-23T20:51:55.123456789Z, 2026-11-23T20:51:55.123Z",
    "'2026-11-23T20:51:55,12Z', 2026-11-23T20:51:55.120Z",
    "2026-11-23T20:51:55+02:00, 2026-11-23T18:51:55Z",
    "2026-11-23T20:51:55-0330, 2026-11-24T00:21:55Z",
    "2026-11-23T20:51:55+05, 2026-11-23T15:51:55Z",
    "2026-11-23 20:51:55 +0000, 2026-11-23T20:51:55Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "1764000000, 2025-11-24T16:00:00Z",
    "1764000000123, 2025-11-24T16:00:00.123Z",
    "1764000000.25, 2025-11-24T16:00:00.250Z",
    "1.764e9, 2025-11-24T16:00:00Z",
    "0, 1970-01-01T00:00:00Z",
    "20261123, 1970-08-23T12:05:23Z",
    "-1, 1969-12-31T23:59:59Z"
  })
  void readsWhatClientsWrite(String text, Instant expected) {
    assertThat(Timestamps.parse(text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30",
        "2026-11-23T25:00:00Z",
        "2026-11-23T20:60:00Z",
        "2026-11-23T20:51:55.Z",
        "2026-11-23T20:51:55Zx",
        "2026-11-23T20:51:55 Europe/London",
        "2026-11-23T",
        "2026-1-1",
        "NaN",
        "Infinity",
        "0x12",
        "1e99",
        "99999999999999999999",
        "1899-12-31",
        "2026-11-23T20:51:55+99:00"
      })
  void takesNothingElseForATime(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Timing.UNTOLD);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void readsBackWhatJavaWrites(long millis) {
    // Given
    var offset = ZoneOffset.ofTotalSeconds((int) (millis % 64_800 / 60 * 60));
    var written =
        OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), offset)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    // Then
    assertThat(Timestamps.parse(written)).isEqualTo(millis);
  }

  static LongStream moments() {
    var edges = LongStream.of(0, -1, 1, 951_782_400_000L, 253_402_214_400_000L);
    return LongStream.concat(
        edges, new SplittableRandom(42).longs(1_000, -2_000_000_000_000L, 200_000_000_000_000L));
  }
}
