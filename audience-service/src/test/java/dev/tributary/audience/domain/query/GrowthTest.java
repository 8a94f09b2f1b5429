package dev.tributary.audience.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.query.Growth.Point;
import dev.tributary.audience.domain.query.Growth.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final long NOW = at("2026-11-27T10:20:00Z");

  @Test
  void tellsTheSizeAtTheEndOfEachHourOfAllPartitionsAndNow() {
    NavigableMap<Long, Long> one = new TreeMap<>();
    one.put(at("2026-11-27T07:00:00Z"), 5L);
    one.put(at("2026-11-27T09:00:00Z"), 3L);
    one.put(at("2026-11-27T10:00:00Z"), 4L);
    NavigableMap<Long, Long> other = new TreeMap<>();
    other.put(at("2026-11-27T08:00:00Z"), 10L);

    assertThat(Growth.of(List.of(one, other), Step.HOUR, 4, 14, NOW))
        .containsExactly(
            new Point(at("2026-11-27T07:00:00Z"), 0),
            new Point(at("2026-11-27T08:00:00Z"), 5),
            new Point(at("2026-11-27T09:00:00Z"), 15),
            new Point(at("2026-11-27T10:00:00Z"), 13),
            new Point(NOW, 14));
    assertThat(Growth.of(List.of(one, other), Step.DAY, 1, 14, NOW))
        .containsExactly(new Point(at("2026-11-27T00:00:00Z"), 0), new Point(NOW, 14));
  }

  @Test
  void keepsEveryHourOfLateAndEveryDayOfLongAgo() {
    var random = new Random(5);
    NavigableMap<Long, Long> all = new TreeMap<>();
    NavigableMap<Long, Long> kept = new TreeMap<>();
    long start = NOW - 500L * 24 * 3_600_000;
    for (long hour = Growth.hourOf(start); hour <= NOW; hour += 3_600_000) {
      if (random.nextInt(4) > 0) {
        all.put(hour, (long) random.nextInt(1_000));
        kept.put(hour, all.get(hour));
      }
      if (Growth.dayOf(hour) == hour) {
        Growth.superfluous(new ArrayList<>(kept.keySet()), hour).forEach(kept::remove);
      }
    }

    assertThat(kept).hasSizeLessThan(24 * 9 + 402);
    for (var step : Step.values()) {
      assertThat(Growth.of(List.of(kept), step, step.most() - 1, 7, NOW))
          .isEqualTo(Growth.of(List.of(all), step, step.most() - 1, 7, NOW));
    }
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
