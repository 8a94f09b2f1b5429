package dev.tributary.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.router.domain.limit.Draw;
import dev.tributary.router.domain.limit.Pace;
import dev.tributary.router.domain.limit.Permit;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.limit.SharedBudget;
import dev.tributary.router.domain.limit.Throttle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three replicas on a real Redis that is killed and comes back empty. */
class RedisLimitsTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Limits.Rate RATE = new Limits.Rate(200, Duration.ofSeconds(1));
  private static final Pace PACE = Pace.of(RATE, 1);

  private final RedisBed bed = new RedisBed();
  private final Clock clock = Clock.systemUTC();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ConcurrentLinkedQueue<Instant> uses = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void threeReplicasKeepToTheRateThoughRedisDiesAndComesBackEmpty() throws Exception {
    // Given
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replicas = new ArrayList<Future<?>>();
      for (int i = 0; i < 3; i++) {
        var throttle = throttle();
        replicas.add(threads.submit(() -> send(throttle)));
      }
      await().atMost(SOON).until(() -> uses.size() > 400);

      // When
      bed.kill();
      int before = uses.size();
      await().atMost(SOON).until(() -> uses.size() > before + 400);
      double granted = granted();
      bed.restart();
      await().atMost(SOON).until(() -> granted() > granted + 10);
      int after = uses.size();
      await().atMost(SOON).until(() -> uses.size() > after + 400);
      stopped.set(true);
      for (var replica : replicas) {
        replica.get();
      }
    }

    // Then: a use is dated when it was asked for, which is a hold before it was granted at most
    assertThat(mostIn(RATE.per().minus(PACE.hold())))
        .isLessThanOrEqualTo(RATE.requests() + PACE.burst());
    assertThat(registry.counter("tributary.router.limit.draws", "outcome", "apart").count())
        .isPositive();
  }

  @Test
  void saysAtOnceThatRedisIsAwayAfterItOnceDidNotAnswer() {
    // Given
    var store = new RedisBucketStore(bed.line(), () -> 1, registry);
    var draw = new Draw(PACE, 1, 1, Duration.ZERO, false);
    store.draw("d", draw);
    bed.kill();

    // When
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> store.draw("d", draw)).isInstanceOf(Unavailable.class);
    }

    // Then
    assertThat(registry.counter("tributary.router.limit.draws", "outcome", "unavailable").count())
        .isEqualTo(1_000);
  }

  @Test
  void countsReplicasAndBelievesALossOnlyAfterAWhile() {
    // Given
    var first = new ReplicaCount(bed.line(), "a", 1);
    var second = new ReplicaCount(bed.line(), "b", 1);
    var third = new ReplicaCount(bed.line(), "c", 1);
    List.of(first, second, third, first, second).forEach(ReplicaCount::beat);
    assertThat(first.getAsInt()).isEqualTo(3);

    // When
    bed.kill();
    first.beat();
    int whileAway = first.getAsInt();
    bed.restart();

    // Then
    assertThat(whileAway).isEqualTo(3);
    await()
        .atMost(SOON)
        .until(() -> {
          first.beat();
          return first.getAsInt() == 1;
        });
    assertThat(second.getAsInt()).isEqualTo(3);
  }

  @Test
  void believesTheOperatorWhereRedisKnowsLess() {
    // Given
    var alone = new ReplicaCount(bed.line(), "a", 4);

    // When
    alone.beat();

    // Then
    assertThat(alone.getAsInt()).isEqualTo(4);
  }

  private Throttle throttle() {
    var store = new RedisBucketStore(bed.line(), () -> 3, registry);
    var throttle = new Throttle(new SharedBudget(store, "d"), Duration.ofMinutes(5));
    throttle.follow(new RateLimit(Optional.of(PACE), Optional.empty()));
    return throttle;
  }

  private Void send(Throttle throttle) throws InterruptedException, ExecutionException {
    while (!stopped.get()) {
      var now = clock.instant();
      switch (throttle.take(1, now)) {
        case Permit.Granted _ -> uses.add(now);
        case Permit.Wait(var until) ->
            Thread.sleep(Math.max(1, ChronoUnit.MILLIS.between(now, until)));
      }
    }
    return null;
  }

  private double granted() {
    return registry.counter("tributary.router.limit.draws", "outcome", "granted").count();
  }

  private int mostIn(Duration span) {
    var sorted = uses.stream().sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (!sorted.get(first).plus(span).isAfter(sorted.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
