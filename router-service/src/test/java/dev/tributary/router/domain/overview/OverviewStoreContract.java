package dev.tributary.router.domain.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.overview.Flush.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link OverviewStore} does. */
public abstract class OverviewStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final long NOON = MinuteSeries.minute(NOW);

  private final String destination = "contract-" + UUID.randomUUID();
  private final String replica = UUID.randomUUID().toString();

  protected abstract OverviewStore store();

  @Test
  public void givesBackWhatWasAddedByMinuteAndAction() {
    // Given
    var send = stats(5, 20, 300);
    var other = stats(2, 7, 9);

    // When
    store().add(flush(replica, 1, Map.of(NOON, Map.of("send", send, "", other))));
    store().add(flush(replica, 2, Map.of(NOON + 1, Map.of("send", send))));

    // Then
    var series = store().read(destination, NOON, NOON + 1);
    assertThat(series.minutes())
        .isEqualTo(
            new TreeMap<>(
                Map.of(NOON, Map.of("send", send, "", other), NOON + 1, Map.of("send", send))));
    assertThat(store().read(destination, NOON + 1, NOON + 9).minutes()).containsOnlyKeys(NOON + 1);
    assertThat(store().read(destination + "x", NOON, NOON + 1).minutes()).isEmpty();
  }

  @Test
  public void addsWhatSeveralReplicasCounted() {
    // When
    store().add(flush("a" + replica, 1, Map.of(NOON, Map.of("send", stats(5, 20, 300)))));
    store().add(flush("b" + replica, 1, Map.of(NOON, Map.of("send", stats(6, 21, 300)))));

    // Then
    var total = store().read(destination, NOON, NOON).total();
    assertThat(total).isEqualTo(stats(5, 20, 300).plus(stats(6, 21, 300)));
    assertThat(total.of(Fate.DELIVERED)).isEqualTo(11);
  }

  @Test
  public void aFlushThatIsHandedInAgainCountsOnce() {
    // Given
    var first = flush(replica, 1, Map.of(NOON, Map.of("send", stats(5, 20, 300))));
    var second = flush(replica, 2, Map.of(NOON, Map.of("send", stats(6, 21, 300))));

    // When
    for (var flush : List.of(first, first, second, first, second)) {
      store().add(flush);
    }

    // Then
    assertThat(store().read(destination, NOON, NOON).total().of(Fate.DELIVERED)).isEqualTo(11);
  }

  @Test
  public void keepsFiveExamplesOfEachReasonTheNewestAmongThem() {
    // When
    for (int i = 1; i <= 30; i++) {
      var samples = List.of(sample("refused", i), sample("rare", 100 + i));
      store()
          .add(
              new Flush(
                  replica,
                  i,
                  Map.of(),
                  Map.of(destination, i == 1 ? samples : samples.subList(0, 1))));
    }

    // Then
    var kept = store().samples(destination);
    assertThat(kept)
        .filteredOn(each -> each.reason().code().equals("refused"))
        .hasSize(Sample.EACH)
        .contains(sample("refused", 30));
    assertThat(kept)
        .filteredOn(each -> each.reason().code().equals("rare"))
        .containsExactly(sample("rare", 101));
    assertThat(store().samples(destination + "x")).isEmpty();
  }

  @Test
  public void manyMinutesAreAddedAndReadAtOnce() {
    // Given
    var minutes = new HashMap<Long, Map<String, DeliveryStats>>();
    for (int i = 0; i < 1_000; i++) {
      minutes.put(NOON - i, Map.of("send", stats(1, 5, 5)));
    }

    // When
    store().add(flush(replica, 1, minutes));

    // Then
    var series = store().read(destination, NOON - 999, NOON);
    assertThat(series.minutes()).hasSize(1_000);
    assertThat(series.total().of(Fate.DELIVERED)).isEqualTo(1_000);
  }

  @Test
  public void everyFateAndCodeComesBackAsItWas() {
    // Given
    var counts = new HashMap<Reason, Long>();
    for (var fate : Fate.values()) {
      for (var code : new ArrayList<>(List.of("", "a:b", "ä", "#", "x|y z"))) {
        counts.put(new Reason(fate, code), 1L + counts.size());
      }
    }
    var stats = DeliveryStats.of(counts, Histogram.EMPTY, Histogram.EMPTY);

    // When
    store().add(flush(replica, 1, Map.of(NOON, Map.of("send#2", stats))));

    // Then
    assertThat(store().read(destination, NOON, NOON).total()).isEqualTo(stats);
  }

  private Flush flush(String from, long number, Map<Long, Map<String, DeliveryStats>> minutes) {
    var slots = new HashMap<Slot, Map<String, DeliveryStats>>();
    minutes.forEach((minute, actions) -> slots.put(new Slot(destination, minute), actions));
    return new Flush(from, number, slots, Map.of());
  }

  private static DeliveryStats stats(long delivered, int latency, int request) {
    return DeliveryStats.of(
        Map.of(
            new Reason(Fate.RECEIVED, ""),
            delivered + 1,
            new Reason(Fate.DELIVERED, ""),
            delivered),
        new Histogram(new TreeMap<>(Map.of(Histogram.index(latency), delivered))),
        new Histogram(new TreeMap<>(Map.of(Histogram.index(request), delivered))));
  }

  private static Sample sample(String code, int number) {
    return new Sample(
        new Reason(Fate.DEAD, code),
        "send",
        NOW.plusSeconds(number),
        "m" + number,
        "no such: field");
  }
}
