package dev.tributary.router.domain.limit;

import dev.tributary.router.domain.delivery.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the requests to one destination to its {@link RateLimit}. Asked before each delivery or
 * batch, told each answer.
 *
 * <p>Permits are drawn in blocks as large as were used up lately, so that the store is asked some
 * twenty times a second at most, however fast requests are; a block is void soon, so one drawn in
 * vain costs little. Thread-safe: while one thread draws, others wait for the same block.
 */
public final class Throttle {

  /** A block is worth the wait for so much of it. */
  private static final Duration WORTH = Duration.ofMillis(50);

  private final RequestBudget budget;
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock();

  private RateLimit limit = RateLimit.NONE;
  private Quota quota = Quota.UNKNOWN;
  private Instant closedUntil = Instant.MIN;
  private Block block = Block.NONE;
  private int wanted = 1;

  /**
   * For a destination that is not limited yet, see {@link #follow}.
   *
   * @param longestWait most that an answer's word about its quota is believed
   */
  public Throttle(RequestBudget budget, Duration longestWait) {
    this.budget = budget;
    this.longestWait = longestWait;
  }

  private record Block(int drawn, int left, Instant from, Instant until) {

    static final Block NONE = new Block(0, 0, Instant.MIN, Instant.MIN);

    /** A clock that was put back makes it void too. */
    boolean has(int requests, Instant now) {
      return left >= requests && now.isBefore(until) && !now.isBefore(from);
    }

    Block without(int requests) {
      return new Block(drawn, left - requests, from, until);
    }
  }

  /** Makes one for a destination; it asks the budget that all replicas share. */
  public interface Factory {
    Throttle open(String destination);
  }

  /** Holds to another limit from here on. */
  public void follow(RateLimit next) {
    lock.lock();
    try {
      if (!limit.equals(next)) {
        limit = next;
        quota = next.quota().isEmpty() ? Quota.UNKNOWN : quota;
        block = Block.NONE;
        wanted = 1;
        closedUntil = Instant.MIN;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes permits for requests that begin now; what is granted and not used is lost. May wait a
   * moment for the store.
   *
   * @param requests that go together; more than the limit's burst count as the burst
   */
  public Permit take(int requests, Instant now) {
    lock.lock();
    try {
      var closed = quota.closedUntil(now);
      if (closed.isPresent()) {
        return new Permit.Wait(closed.get());
      }
      if (limit.pace().isPresent()) {
        var wait = waitFor(limit.pace().get(), requests, now);
        if (wait.isAfter(now)) {
          return new Permit.Wait(wait);
        }
      }
      quota = quota.spent(requests);
      return new Permit.Granted(requests, now);
    } finally {
      lock.unlock();
    }
  }

  /** Tells what came of a request. */
  public void answered(Answer answer, Instant now) {
    if (!(answer instanceof Answer.Responded responded)) {
      return;
    }
    lock.lock();
    try {
      limit
          .quota()
          .flatMap(headers -> QuotaReader.read(headers, responded, now, longestWait))
          .ifPresent(
              read -> quota = quota.told(read.remaining(), read.resets(), budget.replicas(), now));
    } finally {
      lock.unlock();
    }
  }

  /** Takes them, or says until when to wait; {@code now} where they are taken. */
  private Instant waitFor(Pace pace, int requests, Instant now) {
    int needed = Math.clamp(requests, 1, pace.burst());
    if (!block.has(needed, now)) {
      if (now.isBefore(closedUntil)) {
        return closedUntil;
      }
      switch (draw(pace, needed, now)) {
        case Permit.Wait(var until) -> {
          closedUntil = until;
          return until;
        }
        case Permit.Granted(var granted, var until) ->
            block = new Block(granted, granted, now, until);
      }
    }
    block = block.without(Math.min(needed, block.left()));
    return now;
  }

  /** Twice as many as the last time where those were used up soon, else as many as were used. */
  private Permit draw(Pace pace, int needed, Instant now) {
    boolean usedUp = block.left() < needed && now.isBefore(block.until());
    int next = usedUp ? 2 * wanted : Math.min(wanted, block.drawn() - block.left());
    wanted = Math.clamp(next, needed, pace.burst());
    long worth = Pace.micros(WORTH) / pace.intervalMicros();
    int least = (int) Math.max(needed, Math.min((wanted + 1) / 2, worth));
    return budget.acquire(pace, least, wanted, now);
  }
}
