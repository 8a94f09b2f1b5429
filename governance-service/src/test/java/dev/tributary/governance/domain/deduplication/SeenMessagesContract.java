package dev.tributary.governance.domain.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link SeenMessages} does. */
public abstract class SeenMessagesContract {

  protected static final Window WINDOW = new Window(Duration.ofHours(1), Duration.ofMinutes(10));

  private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

  private static final MessageKey HELLO = MessageKey.of("shop", "hello");

  /** An empty one, made for {@link #WINDOW}. */
  protected abstract SeenMessages seen();

  @Test
  void knowsNothingAtFirst() {
    // Given
    var seen = seen();

    // When
    var sightings = seen.of(HELLO);

    // Then
    assertThat(sightings).isEmpty();
  }

  @Test
  void answersWithEverySightingOfTheMessageAndOfNoOther() {
    // Given
    var seen = seen();
    var first = sighting(0, 1, NOON);
    var second = sighting(0, 9, NOON + WINDOW.length().toMillis());
    seen.remember(HELLO, first);
    seen.remember(HELLO, second);
    seen.remember(MessageKey.of("shop", "other"), sighting(0, 2, NOON));
    seen.remember(MessageKey.of("app", "hello"), sighting(0, 3, NOON));

    // When
    var sightings = seen.of(HELLO);

    // Then
    assertThat(sightings).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void holdsTheSameSightingOnce() {
    // Given
    var seen = seen();
    seen.remember(HELLO, sighting(0, 1, NOON));
    seen.remember(HELLO, sighting(0, 1, NOON));

    // When
    var sightings = seen.of(HELLO);

    // Then
    assertThat(sightings).containsExactly(sighting(0, 1, NOON));
  }

  @Test
  void holdsSeveralSightingsThatAreCloseTogether() {
    // Given
    var seen = seen();
    seen.remember(HELLO, sighting(0, 1, NOON));
    seen.remember(HELLO, sighting(1, 1, NOON));
    seen.remember(HELLO, sighting(0, 2, NOON + 1));

    // When
    var sightings = seen.of(HELLO);

    // Then
    assertThat(sightings).hasSize(3);
  }

  @Test
  void takesAnyNumberEvenNegativeTimes() {
    // Given
    var seen = seen();
    var odd = sighting(Integer.MAX_VALUE, Long.MAX_VALUE, -1);
    seen.remember(HELLO, odd);

    // When
    var sightings = seen.of(HELLO);

    // Then
    assertThat(sightings).containsExactly(odd);
  }

  @Test
  void forgetsNothingThatCanStillBeAskedFor() {
    // Given
    var seen = seen();
    var random = new SplittableRandom(7);
    var kept = WINDOW.kept().toMillis();
    var lag = WINDOW.allowedLag().toMillis();
    record Entry(MessageKey message, Sighting sighting) {}
    var all = new ArrayList<Entry>();
    var now = NOON;

    // When
    for (int i = 0; i < 3_000; i++) {
      now += random.nextLong(lag / 8);
      var at = now - random.nextLong(lag);
      var entry = new Entry(MessageKey.of("shop", "m" + i), sighting(0, i, at));
      seen.remember(entry.message(), entry.sighting());
      all.add(entry);
    }

    // Then
    for (var entry : all) {
      if (entry.sighting().atMillis() > now - kept) {
        assertThat(seen.of(entry.message())).containsExactly(entry.sighting());
      }
    }
  }

  protected static Sighting sighting(int partition, long offset, long at) {
    return new Sighting(new Birth(partition, offset), at);
  }
}
