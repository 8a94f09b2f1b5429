package dev.tributary.governance.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.governance.domain.deduplication.Birth;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void balances() {
    // Given
    var ledger = new Ledger();
    var verdicts =
        List.<Verdict>of(
            new Verdict.Accepted(),
            new Verdict.Accepted(),
            new Verdict.Duplicate(new Birth(0, 0)),
            new Verdict.Quarantined(new Finding("", "empty", "")));

    // When
    for (var verdict : verdicts) {
      ledger.received();
      ledger.judged(verdict);
    }

    // Then
    assertThat(ledger.balance()).isEqualTo(new Balance(4, 2, 1, 1));
    assertThat(ledger.balance().open()).isZero();
  }

  @Test
  void showsWhatIsTakenUpAndNotJudged() {
    // Given
    var ledger = new Ledger();

    // When
    ledger.received();

    // Then
    assertThat(ledger.balance().open()).isOne();
  }
}
