package dev.tributary.ingest.domain.quota;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What this replica may take of one source: a portion fetched from where all replicas share it, so
 * that most requests ask nobody. Requests that find too little wait, in order, for the one question
 * that is under way. While the shared bucket cannot be reached, a bucket of this replica alone, as
 * large as the shared one, says what may be taken: rather too much than nothing.
 *
 * <p>Replicas together can let pass what the quota says and a {@linkplain Quota#portion portion}
 * each. Safe for use by many threads; answers may come on any of them.
 */
final class Allowance {

  /** For so long after a refusal others are refused without asking. */
  private static final long REFUSING_NANOS = 100_000_000;

  /** More requests than these do not wait. */
  private static final int MOST_WAITING = 10_000;

  private final String source;
  private final Quota quota;
  private final QuotaStore store;
  private final LongSupplier nanoClock;
  private final LocalBucket local;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int events;
  private boolean asking;
  private long refusedAt;
  private long refusedForMillis;

  Allowance(String source, Quota quota, QuotaStore store, LongSupplier nanoClock) {
    this.source = source;
    this.quota = quota;
    this.store = store;
    this.nanoClock = nanoClock;
    this.local = new LocalBucket(quota, nanoClock.getAsLong());
  }

  Quota quota() {
    return quota;
  }

  /** How long a request has to wait that comes now, if that is known already, else 0. */
  synchronized long refusedMillis() {
    return refusedForMillis > 0 && nanoClock.getAsLong() - refusedAt < REFUSING_NANOS
        ? refusedForMillis
        : 0;
  }

  /**
   * Takes so many events.
   *
   * @param whenDone told 0, or after how many milliseconds to come again
   */
  void take(int wanted, Consumer<Long> whenDone) {
    int cost = quota.costOf(wanted);
    long refused;
    boolean granted = false;
    boolean ask = false;
    synchronized (this) {
      refused = refusedMillis();
      if (refused == 0 && waiting.isEmpty() && events >= cost) {
        events -= cost;
        granted = true;
      } else if (refused == 0 && waiting.size() >= MOST_WAITING) {
        refused = 1;
      } else if (refused == 0) {
        waiting.add(new Waiting(cost, whenDone));
        ask = !asking;
        asking = true;
      }
    }
    if (granted || refused > 0) {
      whenDone.accept(refused);
    } else if (ask) {
      ask();
    }
  }

  private void ask() {
    int least;
    long all = 0;
    synchronized (this) {
      least = Math.max(1, waiting.element().cost - events);
      for (var each : waiting) {
        all += each.cost;
      }
    }
    int most = Math.clamp(Math.max(all, quota.portion()), least, quota.burst());
    store.draw(source, quota, least, most, drawn -> answered(drawn, least, most));
  }

  private void answered(Drawn drawn, int least, int most) {
    List<Runnable> told = new ArrayList<>();
    boolean again;
    synchronized (this) {
      var known =
          drawn instanceof Drawn.Unavailable
              ? local.draw(least, most, nanoClock.getAsLong())
              : drawn;
      switch (known) {
        case Drawn.Granted(var more) -> {
          events += more;
          serve(told);
        }
        case Drawn.Wait(var millis) -> {
          refusedAt = nanoClock.getAsLong();
          refusedForMillis = millis;
          waiting.forEach(each -> told.add(() -> each.whenDone.accept(millis)));
          waiting.clear();
        }
        case Drawn.Unavailable _ -> throw new AssertionError("the local bucket always answers");
      }
      again = !waiting.isEmpty();
      asking = again;
    }
    told.forEach(Runnable::run);
    if (again) {
      ask();
    }
  }

  private void serve(List<Runnable> told) {
    while (!waiting.isEmpty() && waiting.element().cost <= events) {
      var next = waiting.remove();
      events -= next.cost;
      told.add(() -> next.whenDone.accept(0L));
    }
  }

  private record Waiting(int cost, Consumer<Long> whenDone) {}
}
