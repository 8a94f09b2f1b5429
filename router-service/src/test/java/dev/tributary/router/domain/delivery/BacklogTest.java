package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BacklogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void handsOutNoMoreAtOnceThanAllowed() {
    // Given
    var backlog = new Backlog<Integer>(new Backlog.Bounds(2, 10, 1_000));
    for (int i = 0; i < 5; i++) {
      backlog.add(i, 1, "");
    }

    // When
    var first = backlog.next(NOW).orElseThrow();
    assertThat(backlog.next(NOW)).isPresent();

    // Then
    assertThat(backlog.next(NOW)).isEmpty();
    settled(backlog, first);
    assertThat(backlog.next(NOW)).isPresent();
  }

  @Test
  void hasNoRoomAtEitherBound() {
    var byNumber = new Backlog<Integer>(new Backlog.Bounds(1, 2, 1_000));
    byNumber.add(1, 1, "");
    assertThat(byNumber.hasRoom()).isTrue();
    byNumber.add(2, 1, "");
    assertThat(byNumber.hasRoom()).isFalse();

    var byBytes = new Backlog<Integer>(new Backlog.Bounds(1, 100, 1_000));
    byBytes.add(1, 1_000, "");
    assertThat(byBytes.hasRoom()).isFalse();
    settled(byBytes, byBytes.next(NOW).orElseThrow());
    assertThat(byBytes.hasRoom()).isTrue();
  }

  @Test
  void letsFreshOnesPassThoseThatWaitForTheirRetry() {
    // Given
    var backlog = new Backlog<String>(new Backlog.Bounds(1, 10, 1_000));
    backlog.add("failing", 1, "");
    park(backlog, backlog.next(NOW).orElseThrow(), NOW.plusSeconds(60));

    // When
    backlog.add("fresh", 1, "");

    // Then
    assertThat(backlog.next(NOW).orElseThrow().what()).isEqualTo("fresh");
  }

  @Test
  void letsDueRetriesAndFreshOnesTakeTurns() {
    // Given
    var backlog = new Backlog<String>(new Backlog.Bounds(10, 100, 1_000));
    for (int i = 0; i < 3; i++) {
      backlog.add("retry", 1, "");
    }
    var failed = Stream.generate(() -> backlog.next(NOW).orElseThrow()).limit(3).toList();
    failed.forEach(held -> park(backlog, held, NOW));
    for (int i = 0; i < 3; i++) {
      backlog.add("fresh", 1, "");
    }

    // When
    var order = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      order.add(backlog.next(NOW).orElseThrow().what());
    }

    // Then
    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("retry", "fresh");
    assertThat(order.subList(2, 4)).containsExactlyInAnyOrder("retry", "fresh");
  }

  @Test
  void startsNothingWhileTheDestinationAskedForAPause() {
    // Given
    var backlog = new Backlog<String>(new Backlog.Bounds(1, 10, 1_000));
    backlog.add("one", 1, "");

    // When
    backlog.holdUntil(NOW.plusSeconds(5));

    // Then
    assertThat(backlog.next(NOW.plusMillis(4_999))).isEmpty();
    assertThat(backlog.wakeAt(NOW)).contains(NOW.plusSeconds(5));
    assertThat(backlog.next(NOW.plusSeconds(5))).isPresent();
  }

  @Test
  void dropsWhatIsNotInFlight() {
    // Given
    var backlog = new Backlog<String>(new Backlog.Bounds(1, 10, 1_000));
    backlog.add("parked", 1, "");
    park(backlog, backlog.next(NOW).orElseThrow(), NOW.plusSeconds(9));
    backlog.add("flying", 1, "");
    backlog.next(NOW);
    backlog.add("fresh", 1, "");

    // When
    var dropped = backlog.drop(_ -> true);

    // Then
    assertThat(dropped).containsExactlyInAnyOrder("parked", "fresh");
    assertThat(backlog.size()).isEqualTo(1);
  }

  /**
   * Whatever happens in whatever order: each is handed out until it is settled, and none is lost.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void settlesEachDeliveryExactlyOnce(long seed) {
    var random = new SplittableRandom(seed);
    var bounds = new Backlog.Bounds(1 + random.nextInt(5), 20, 10_000);
    var backlog = new Backlog<Integer>(bounds);
    var flying = new HashMap<Integer, Backlog.Held<Integer>>();
    var due = new HashMap<Integer, Instant>();
    var settled = new HashSet<Integer>();
    var now = NOW;
    int added = 0;
    while (settled.size() < 100) {
      switch (random.nextInt(4)) {
        case 0 -> {
          if (added < 100 && backlog.hasRoom()) {
            backlog.add(added++, 1 + random.nextInt(500), "");
          }
        }
        case 1 -> {
          var next = backlog.next(now);
          if (next.isPresent()) {
            int what = next.get().what();
            assertThat(flying.put(what, next.get())).isNull();
            assertThat(settled).doesNotContain(what);
            assertThat(due.getOrDefault(what, NOW)).isBeforeOrEqualTo(now);
          }
        }
        case 2 -> {
          var done = flying.entrySet().stream().findFirst().map(Map.Entry::getKey);
          if (done.isPresent()) {
            var held = flying.remove(done.get());
            if (random.nextInt(3) == 0) {
              due.put(done.get(), now.plusSeconds(random.nextInt(10)));
              park(backlog, held, due.get(done.get()));
            } else {
              settled(backlog, held);
              settled.add(done.get());
            }
          }
        }
        default -> now = now.plusSeconds(random.nextInt(3));
      }
      assertThat(backlog.inFlight())
          .isEqualTo(flying.size())
          .isLessThanOrEqualTo(bounds.requests());
      assertThat(backlog.size()).isEqualTo(added - settled.size());
    }
    assertThat(backlog.size()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static <T> void settled(Backlog<T> backlog, Backlog.Held<T> held) {
    backlog.settled(held);
    backlog.landed();
  }

  private static <T> void park(Backlog<T> backlog, Backlog.Held<T> held, Instant due) {
    backlog.park(held, due);
    backlog.landed();
  }
}
