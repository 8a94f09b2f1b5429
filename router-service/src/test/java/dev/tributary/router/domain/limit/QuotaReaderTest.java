package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.domain.definition.Limits.Resets;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.router.domain.delivery.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z"); // 1795867200

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 12, 30, 12, 30000",
    "SECONDS, ' 12 ', 0.25, 12, 250",
    "SECONDS, 12.9, 30, 12, 30000",
    "SECONDS, -1, 30, -1, 30000",
    "SECONDS, 0, 7200, 0, 300000",
    "SECONDS, 0, 999999999999999999, 0, 300000",
    "SECONDS, 0, -5, 0, 0",
    "EPOCH_SECONDS, 0, 1795867230, 0, 30000",
    "EPOCH_SECONDS, 0, 1795867230.5, 0, 30500",
    "EPOCH_SECONDS, 0, 1795867100, 0, 0",
    "EPOCH_SECONDS, 0, 1795867230000, 0, 300000",
    "EPOCH_MILLIS, 0, 1795867230125, 0, 30125",
    "EPOCH_MILLIS, 0, 1795867230, 0, 0"
  })
  void readsEachStyleAndBelievesFiveMinutesAtMost(
      Resets style, String remaining, String reset, long left, long waitMillis) {
    // When
    var read = QuotaReader.read(quota(style), answer(remaining, reset), NOW, Duration.ofMinutes(5));

    // Then
    assertThat(read).contains(new QuotaReader.Reading(left, NOW.plusMillis(waitMillis)));
  }

  @ParameterizedTest
  @CsvSource({"'', 30", "12, ''", "many, 30", "12, Sat", "1e9, 30", "12, '30, 60'", "NaN, 1"})
  void tellsNothingWhereAHeaderIsNoNumber(String remaining, String reset) {
    for (var style : Resets.values()) {
      assertThat(
              QuotaReader.read(quota(style), answer(remaining, reset), NOW, Duration.ofMinutes(5)))
          .isEmpty();
    }
  }

  private static Limits.Quota quota(Resets style) {
    return new Limits.Quota("X-Left", "x-reset", style);
  }

  private static Answer.Responded answer(String remaining, String reset) {
    return new Answer.Responded(429, Map.of("x-left", remaining, "x-reset", reset), Body.EMPTY);
  }
}
