package dev.tributary.router.domain.limit;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Replicas that ask one destination for as long as a die says, on a clock that only the test moves.
 * The store may go away for all, come back empty, or lose what it holds.
 */
final class ReplicasWorld {

  static final int REPLICAS = 3;

  /** As long as an edge leaves a store alone that failed. */
  private static final Duration REST = Duration.ofMillis(500);

  private final SplittableRandom dice;
  private final List<Throttle> replicas = new ArrayList<>();
  private final List<Long> uses = new ArrayList<>();
  private MemoryBucketStore store = new MemoryBucketStore(() -> now());
  private long nowMicros = Pace.micros(Duration.ofDays(20_000));
  private boolean down;
  private int draws;

  ReplicasWorld(long seed, Limits.Rate rate) {
    dice = new SplittableRandom(seed);
    var limit = new RateLimit(Optional.of(Pace.of(rate, 1)), Optional.empty());
    for (int i = 0; i < REPLICAS; i++) {
      var throttle =
          new Throttle(new SharedBudget(new Line(), "destination"), Duration.ofMinutes(5));
      throttle.follow(limit);
      replicas.add(throttle);
    }
  }

  /** One replica's way to the store. */
  private final class Line implements BucketStore {

    private Instant restUntil = Instant.MIN;

    @Override
    public Drawn draw(String destination, Draw draw) {
      if (now().isBefore(restUntil)) {
        throw new Unavailable("the store", null);
      }
      if (down) {
        restUntil = now().plus(REST);
        throw new Unavailable("the store", null);
      }
      draws++;
      return store.draw(destination, draw);
    }

    @Override
    public int replicas() {
      return REPLICAS;
    }
  }

  Instant now() {
    return Instant.EPOCH.plus(Pace.ofMicros(nowMicros));
  }

  /** All replicas ask as much as they can, with or without pauses. */
  void run(Duration time, long stepMicros, boolean pauses) {
    long end = nowMicros + Pace.micros(time);
    while (nowMicros < end) {
      boolean pause = pauses && dice.nextInt(200) == 0;
      nowMicros += pause ? dice.nextLong(4_000_000) : 1 + dice.nextLong(2 * stepMicros);
      var replica = replicas.get(dice.nextInt(REPLICAS));
      int wishes = pauses ? 1 + dice.nextInt(20) : REPLICAS;
      for (int i = 0; i < wishes; i++) {
        if (replica.take(1, now()) instanceof Permit.Granted) {
          uses.add(nowMicros);
        }
      }
    }
  }

  void storeGoesAway() {
    down = true;
  }

  void storeComesBack() {
    down = false;
  }

  void loseEverything() {
    store = new MemoryBucketStore(() -> now());
  }

  int uses() {
    return uses.size();
  }

  int draws() {
    return draws;
  }

  /** The most uses that any span of this length saw, its end excluded. */
  int mostIn(Duration span) {
    long length = Pace.micros(span);
    int most = 0;
    int first = 0;
    for (int last = 0; last < uses.size(); last++) {
      while (uses.get(last) - uses.get(first) >= length) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
