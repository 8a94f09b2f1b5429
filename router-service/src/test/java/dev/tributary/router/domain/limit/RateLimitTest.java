package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.testing.Specs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Test
  void holdsToTheVendorsRate() {
    // When
    var limit = RateLimit.of(slack(""));

    // Then
    assertThat(limit.pace()).contains(Pace.of(rate(1, 1), 1));
    assertThat(limit.quota()).isEmpty();
  }

  @Test
  void theStricterHoldsInEachRespect() {
    // When
    var stricter = RateLimit.of(slack(", \"delivery\": {\"requests\": 30, \"per\": \"1m\"}"));
    var laxer = RateLimit.of(slack(", \"delivery\": {\"requests\": 9, \"per\": \"1s\"}"));

    // Then
    assertThat(stricter.pace()).contains(new Pace(2_033_334, 1, Duration.ofMillis(100)));
    assertThat(laxer.pace()).contains(Pace.of(rate(1, 1), 1));
  }

  @Test
  void everyShippedConnectorsRateIsKept() {
    for (var name : ConnectorLibrary.names()) {
      var limits = ConnectorLibrary.find(name).orElseThrow().reach().limits();
      limits.rate().ifPresent(rate -> keepsTo(rate, 3));
    }
  }

  @Test
  void anIntervalKeepsARateWhateverGoesAtOnce() {
    for (int requests = 1; requests < 3_000; requests = 1 + requests * 3 / 2) {
      for (int atOnce = 1; atOnce < 9; atOnce++) {
        keepsTo(rate(requests, 1), atOnce);
        keepsTo(rate(requests, 3_600), atOnce);
      }
    }
  }

  /** A span sees what was drawn in it and while what is drawn is held before it. */
  private static void keepsTo(Limits.Rate rate, int atOnce) {
    var pace = Pace.of(rate, atOnce);
    long span = Pace.micros(rate.per().plus(pace.hold()));
    long most = pace.burst() + Math.ceilDiv(span, pace.intervalMicros()) - 1;
    assertThat(most).isLessThanOrEqualTo(rate.requests());
    assertThat(pace.burst()).isGreaterThanOrEqualTo(Math.min(atOnce, rate.requests()));
  }

  private static Destination slack(String more) {
    var spec =
        """
        {"connector": "slack", "settings": {"url": {"env": "SLACK"}},
         "actions": [{"action": "postMessage", "trigger": "type = \\"track\\""}]%s}
        """
            .formatted(more);
    return Specs.valid("d", spec);
  }

  private static Limits.Rate rate(int requests, int seconds) {
    return new Limits.Rate(requests, Duration.ofSeconds(seconds));
  }
}
