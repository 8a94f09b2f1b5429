package dev.tributary.router.domain.limit;

import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws from a bucket that replicas share; while that is away, from one of its own that has an
 * equal part of the pace and begins empty.
 *
 * <p>The first to come back has the shared bucket rest ({@link Drawn.Apart}) until all others must
 * have noticed, each sending its part meanwhile; then all begin with an empty one. So the sum keeps
 * to the pace when a store goes away for all and comes back, and exceeds it by a burst at most
 * where the store has lost everything. Where it is away for one replica alone, that one's part
 * comes on top.
 */
public final class SharedBudget implements RequestBudget {

  /**
   * Longer than anybody sends without the bucket once it is back: it is looked for each half
   * second, and what was drawn elsewhere is held a second at most.
   */
  static final Duration REST = Duration.ofSeconds(2);

  private final BucketStore store;
  private final String destination;
  private boolean returning;
  private Instant apartUntil = Instant.MIN;
  private @Nullable Own own;

  public SharedBudget(BucketStore store, String destination) {
    this.store = store;
    this.destination = destination;
  }

  private record Own(Bucket bucket, Pace pace) {}

  @Override
  public Permit acquire(Pace pace, int least, int most, Instant now) {
    if (now.isBefore(apartUntil) && own != null) {
      return ofOwn(pace, least, most, now);
    }
    Drawn drawn;
    try {
      drawn = store.draw(destination, new Draw(pace, least, most, REST, returning));
    } catch (Unavailable _) { // the store has said so, and counts it
      returning = true;
      return ofOwn(pace, least, most, now);
    }
    returning = false;
    return switch (drawn) {
      case Drawn.Granted(var tokens) -> {
        own = null;
        yield new Permit.Granted(tokens, now.plus(pace.hold()));
      }
      case Drawn.Wait(var time) -> {
        own = null;
        yield new Permit.Wait(now.plus(time));
      }
      case Drawn.Apart(var time) -> {
        apartUntil = now.plus(time);
        yield ofOwn(pace, least, most, now);
      }
      case Drawn.Fresh(var time) -> {
        apartUntil = now.plus(time);
        own = own == null ? new Own(Bucket.FULL, part(pace)) : own;
        yield ofOwn(pace, least, most, now);
      }
    };
  }

  @Override
  public int replicas() {
    return store.replicas();
  }

  private Permit ofOwn(Pace whole, int least, int most, Instant now) {
    var pace = part(whole);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    var known = own;
    var bucket =
        known == null || !known.pace().equals(pace) ? Bucket.empty(pace, micros) : known.bucket();
    int enough = Math.min(least, pace.burst());
    var draw = new Draw(pace, enough, Math.max(enough, most), Duration.ZERO, false);
    var drawing = bucket.draw(draw, micros);
    own = new Own(drawing.after(), pace);
    return switch (drawing.drawn()) {
      case Drawn.Granted(var tokens) -> new Permit.Granted(tokens, now.plus(pace.hold()));
      case Drawn.Wait(var time) -> new Permit.Wait(now.plus(time));
      case Drawn.Apart(var time) -> new Permit.Wait(now.plus(time));
      case Drawn.Fresh(var time) -> new Permit.Wait(now.plus(time));
    };
  }

  private Pace part(Pace whole) {
    return whole.dividedBy(store.replicas());
  }
}
