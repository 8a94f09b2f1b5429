package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.usage.Offsets.Range;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final YearMonth NOVEMBER = YearMonth.of(2025, 11);

  private final Tally tally = new Tally();

  @Test
  void countsBySourceMonthAndPartition() {
    // When
    tally.add(0, 7, "shop", "a", millis("2025-11-30T23:59:59.999Z"));
    tally.add(0, 8, "shop", "b", millis("2025-12-01T00:00:00Z"));
    tally.add(3, 1, "shop", "a", millis("2025-11-01T00:00:00Z"));
    tally.add(3, 2, "app", "", millis("2025-11-15T12:00:00Z"));

    // Then
    var shop = amount("shop", NOVEMBER);
    assertThat(shop.eventsIn(0)).isEqualTo(1);
    assertThat(shop.eventsIn(3)).isEqualTo(1);
    assertThat(shop.eventsIn(1)).isZero();
    assertThat(shop.users().estimate()).isEqualTo(1);
    assertThat(amount("shop", NOVEMBER.plusMonths(1)).eventsIn(0)).isEqualTo(1);
    assertThat(amount("app", NOVEMBER).users().estimate()).isZero();
    assertThat(tally.eventsIn(Set.of(0))).isEqualTo(2);
    assertThat(tally.eventsIn(Set.of(0, 3))).isEqualTo(4);
    assertThat(tally.offsets().keySet()).containsExactly(0, 3);
  }

  @Test
  void coversWhatHoldsNothing() {
    // When
    tally.add(0, 7, "shop", "a", 0);
    tally.covers(0, new Range(5, 9));
    tally.covers(1, new Range(0, 2));

    // Then
    assertThat(Objects.requireNonNull(tally.offsets().get(0)).ranges())
        .containsExactly(new Range(5, 9));
    assertThat(tally.eventsIn(Set.of(0, 1))).isEqualTo(1);
    assertThat(tally.isEmpty()).isFalse();
    assertThat(new Tally().isEmpty()).isTrue();
  }

  private Tally.Amount amount(String source, YearMonth month) {
    return Objects.requireNonNull(tally.amounts().get(new Tally.Key(source, month)));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
