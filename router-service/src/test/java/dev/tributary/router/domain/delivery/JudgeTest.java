package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Set<Integer> TRANSIENT_4XX = Set.of(408, 423, 429);

  private final Judge judge = new Judge(Duration.ofMinutes(5));

  @ParameterizedTest
  @MethodSource("statuses")
  void sortsEveryStatusIntoItsClass(int status) {
    // When
    var verdict = verdict(answer(status, ""), NOW);

    // Then
    boolean retried =
        TRANSIENT_4XX.contains(status) || (status >= 500 && status != 501 && status < 600);
    Class<?> expected = status / 100 == 2 ? Delivered.class : retried ? Retry.class : GiveUp.class;
    assertThat(verdict).isInstanceOf(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "400,refused",
    "404,refused",
    "501,refused",
    "302,redirected",
    "307,redirected",
    "999,refused"
  })
  void givesUpWithAStableCode(int status, String code) {
    assertThat(verdict(answer(status, ""), NOW))
        .isInstanceOfSatisfying(
            GiveUp.class, verdict -> assertThat(verdict.failure().code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7",
        " 0 | 0",
        "9999 | 300",
        "Mon, 23 Nov 2026 12:00:30 GMT | 30",
        "Mon, 23 Nov 2026 11:00:00 GMT | 0"
      })
  void pausesTheWholeDestinationAsLongAsItAsksButNotForEver(String header, long seconds) {
    for (int status : new int[] {429, 503}) {
      assertThat(verdict(answer(status, header), NOW))
          .isInstanceOfSatisfying(
              Retry.class,
              verdict ->
                  assertThat(verdict.pause())
                      .isEqualTo(new Pause.Everything(Duration.ofSeconds(seconds))));
    }
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "1.5", "99999999999999999999", "''"})
  void backsOffByItselfWhereRetryAfterMakesNoSense(String header) {
    assertThat(verdict(answer(429, header), NOW))
        .isInstanceOfSatisfying(
            Retry.class, verdict -> assertThat(verdict.pause()).isEqualTo(new Pause.Own()));
  }

  @Test
  void retriesWhateverIsNoAnswer() {
    assertThat(verdict(new Answer.TimedOut(), NOW)).isInstanceOf(Retry.class);
    assertThat(verdict(new Answer.Unreachable("refused"), NOW)).isInstanceOf(Retry.class);
    assertThat(verdict(new Answer.AddressForbidden("loopback"), NOW))
        .isInstanceOfSatisfying(
            Retry.class,
            verdict -> assertThat(verdict.failure().code()).isEqualTo("address_forbidden"));
  }

  static IntStream statuses() {
    return IntStream.rangeClosed(200, 620);
  }

  private Verdict verdict(Answer answer, Instant now) {
    var send = ConnectorLibrary.find("webhook").orElseThrow().actions().get("send");
    return judge.whole(answer, send.steps().getFirst(), false, now);
  }

  private static Answer answer(int status, String retryAfter) {
    var headers = Map.of("retry-after", retryAfter);
    return new Answer.Responded(status, headers, Body.EMPTY);
  }
}
