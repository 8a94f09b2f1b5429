package dev.tributary.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Test
  void writesAsAFormatterWouldAndReadsItBack() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      long millis = random.nextLong(-80_000_000_000_000L, 300_000_000_000_000L);
      var time = Instant.ofEpochMilli(millis);

      assertThat(TimeText.ofMillis(millis)).isEqualTo(FORM.format(time));
      assertThat(TimeText.of(time.plusNanos(999_999))).isEqualTo(FORM.format(time));
      if (time.atOffset(ZoneOffset.UTC).getYear() <= 9_999
          && time.atOffset(ZoneOffset.UTC).getYear() >= 0) {
        assertThat(TimeText.read(TimeText.ofMillis(millis))).contains(time);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-28T09:05:07Z",
        "2026-11-28T09:05:07.042+02:00",
        "2026-11-28T09:05:07.042123Z",
        "2026-11-28T24:00:00Z",
        "2026-11-28T24:00:00.000Z",
        "2026-12-31T23:59:60.000Z"
      })
  void readsWhatAParserReads(String text) {
    assertThat(TimeText.read(text)).contains(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-28",
        "2026-13-28T09:05:07.042Z",
        "2026-02-30T09:05:07.042Z",
        "2026-11-28T25:05:07.042Z",
        "2026-11-28T09:05:07.0４2Z",
        "2026/11/28T09:05:07.042Z"
      })
  void readsNothingElse(String text) {
    assertThat(TimeText.read(text)).isEmpty();
  }
}
