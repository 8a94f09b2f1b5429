package dev.tributary.router.domain.limit;

/**
 * A token bucket as GCRA keeps it. Times are microseconds of one clock, whose jumps cost at most
 * one burst, or the time that it takes to fill an empty bucket.
 *
 * @param mark when the bucket will be full, if nobody draws: the theoretical arrival time
 * @param apartUntil until when it rests, see {@link Drawn.Apart}
 */
public record Bucket(long mark, long apartUntil) {

  /** One nobody has drawn from. */
  public static final Bucket FULL = new Bucket(0, 0);

  /** The bucket after a draw, and what came of it. */
  public record Drawing(Bucket after, Drawn drawn) {}

  /** One without a token. */
  public static Bucket empty(Pace pace, long now) {
    return new Bucket(now + pace.depthMicros(), 0);
  }

  /** Draws where there is no bucket yet. */
  public static Drawing first(Draw draw, long now) {
    return new Drawing(resting(draw, now + Pace.micros(draw.rest())), new Drawn.Fresh(draw.rest()));
  }

  /** Draws at a time. */
  public Drawing draw(Draw draw, long now) {
    var pace = draw.pace();
    long rest = Pace.micros(draw.rest());
    long apart = Math.min(apartUntil, now + rest);
    if (draw.returning() && apart <= now) {
      apart = now + rest;
    }
    if (apart > now) {
      return new Drawing(resting(draw, apart), new Drawn.Apart(Pace.ofMicros(apart - now)));
    }
    long drained = now + pace.depthMicros();
    long from = Math.clamp(mark, now, drained);
    long there = (drained - from) / pace.intervalMicros();
    if (there < draw.least()) {
      long wait = from + draw.least() * pace.intervalMicros() - drained;
      return new Drawing(new Bucket(from, 0), new Drawn.Wait(Pace.ofMicros(wait)));
    }
    int tokens = (int) Math.min(there, draw.most());
    var after = new Bucket(from + tokens * pace.intervalMicros(), 0);
    return new Drawing(after, new Drawn.Granted(tokens));
  }

  /** Empty when it wakes. */
  private static Bucket resting(Draw draw, long until) {
    return new Bucket(until + draw.pace().depthMicros(), until);
  }
}
