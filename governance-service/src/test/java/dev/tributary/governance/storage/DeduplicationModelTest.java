package dev.tributary.governance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.MessageKey;
import dev.tributary.governance.domain.deduplication.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real store beside a list of everything that passed, searched from end to end. */
class DeduplicationModelTest {

  private static final int RECORDS = 6_000;

  private record Message(String source, String id) {}

  private record Arrival(Message message, Birth birth, long receivedAt) {}

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("windows")
  void letsThroughExactlyWhatTheNaiveModelDoes(Window window) {
    // Given
    var naive = new Naive(window);
    var memory = new RocksMemory(16 << 20);
    try (var database = SegmentedDatabase.open(directory, Segmentation.of(window), memory)) {
      var deduplication = new Deduplication(new DatabaseSeenMessages(database), window);
      var traffic = new Traffic(window);
      int passed = 0;

      for (int i = 0; i < RECORDS; i++) {
        // When
        var arrival = traffic.next(i);
        var key = MessageKey.of(arrival.message().source(), arrival.message().id());
        var standing = deduplication.admit(key, arrival.birth(), arrival.receivedAt(), traffic.now);

        // Then
        var passes = standing instanceof Deduplication.Passes;
        assertThat(passes)
            .as("record %s, %s", i, arrival)
            .isEqualTo(naive.passes(arrival, traffic.now));
        if (passes) {
          traffic.passed(arrival);
          passed++;
        }
      }
      assertThat(passed).isBetween(RECORDS / 20, RECORDS - RECORDS / 20);
      assertThat(database.segmentCount()).isLessThanOrEqualTo(8);
    }
  }

  static Stream<Window> windows() {
    return Stream.of(
        new Window(Duration.ofDays(30), Duration.ofDays(7)),
        new Window(Duration.ofMinutes(1), Duration.ofMinutes(10)),
        new Window(Duration.ofMillis(1), Duration.ofMillis(50)),
        new Window(Duration.ofHours(1), Duration.ZERO));
  }

  /**
   * Few ids, so that they meet often; times a millisecond around the window's ends, late, in the
   * future or beyond the lag; the same record again while it can still be in {@code received}.
   */
  private static final class Traffic {

    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private final long length;
    private final long lag;
    private final List<Arrival> passed = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private long now = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

    Traffic(Window window) {
      this.length = window.length().toMillis();
      this.lag = window.allowedLag().toMillis();
    }

    Arrival next(int offset) {
      now += random.nextLong(random.nextInt(20) == 0 ? length : Math.max(1, length / 1_000));
      if (!passed.isEmpty() && random.nextInt(4) == 0) {
        var earlier = passed.get(passed.size() - 1 - random.nextInt(Math.min(passed.size(), 50)));
        if (earlier.receivedAt() > now - lag) {
          return earlier;
        }
      }
      var at = time();
      times.add(at);
      var message = new Message("source-" + random.nextInt(2), "m-" + random.nextInt(20));
      return new Arrival(message, new Birth(offset % 6, offset), at);
    }

    void passed(Arrival arrival) {
      passed.add(arrival);
    }

    private long time() {
      if (!times.isEmpty() && random.nextBoolean()) {
        var recent = times.get(times.size() - 1 - random.nextInt(Math.min(times.size(), 500)));
        var edge = recent + length + random.nextInt(-1, 2);
        if (edge <= now && edge >= now - lag) {
          return edge;
        }
      }
      return switch (random.nextInt(20)) {
        case 0 -> now + random.nextLong(length);
        case 1 -> now - lag - random.nextLong(length);
        default -> now - random.nextLong(lag + 1);
      };
    }
  }

  private static final class Naive {

    private record Passed(Message message, Birth birth, long at) {}

    private final Window window;
    private final List<Passed> passed = new ArrayList<>();

    Naive(Window window) {
      this.window = window;
    }

    boolean passes(Arrival arrival, long now) {
      var oldest = now - window.allowedLag().toMillis();
      var at = Math.min(now, Math.max(oldest, arrival.receivedAt()));
      boolean repeats = false;
      for (var one : passed) {
        if (one.message().equals(arrival.message())) {
          if (one.birth().equals(arrival.birth())) {
            return true;
          }
          repeats |= Math.abs(one.at() - at) < window.length().toMillis();
        }
      }
      if (!repeats) {
        passed.add(new Passed(arrival.message(), arrival.birth(), at));
      }
      return !repeats;
    }
  }
}
