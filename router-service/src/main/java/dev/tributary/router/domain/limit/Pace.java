package dev.tributary.router.domain.limit;

import dev.tributary.connectors.domain.definition.Limits;
import java.time.Duration;

/**
 * The token bucket that keeps a rate: one token each {@code interval}, at most {@code burst} saved.
 *
 * <p>Whoever draws a token may use it for {@code hold}, then it is void. The bucket is that much
 * slower than the rate, so that no span of {@code per} ever sees more than {@code requests} uses: a
 * span sees what was drawn in {@code per + hold}, at most {@code burst + (per + hold) / interval -
 * 1}, and the interval is chosen so that this is {@code requests}. The price is some 5 to 15 % of
 * the rate. The algorithm is GCRA (ITU-T I.371), which keeps one number for each bucket.
 *
 * @param intervalMicros microseconds from one token to the next, from 1
 * @param burst tokens saved at most, from 1
 */
public record Pace(long intervalMicros, int burst, Duration hold) {

  private static final int MOST_BURST = 1_000;
  private static final int BURST_SHARE = 20;
  private static final int HOLD_SHARE = 10;
  private static final Duration SHORTEST_HOLD = Duration.ofMillis(100);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(1);

  /**
   * The pace of a rate.
   *
   * @param atOnce most requests that go together; where it is above the rate, they do
   */
  public static Pace of(Limits.Rate rate, int atOnce) {
    int usual = Math.min(rate.requests() / BURST_SHARE, MOST_BURST);
    int burst = Math.clamp(Math.max(usual, atOnce), 1, rate.requests());
    var hold = rate.per().dividedBy(HOLD_SHARE);
    hold = hold.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : hold;
    hold = hold.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : hold;
    long span = micros(rate.per().plus(hold));
    return new Pace(Math.ceilDiv(span, rate.requests() - burst + 1L), burst, hold);
  }

  /** A pace that keeps to both. */
  public Pace strictest(Pace other) {
    return new Pace(
        Math.max(intervalMicros, other.intervalMicros),
        Math.min(burst, other.burst),
        hold.compareTo(other.hold) < 0 ? hold : other.hold);
  }

  /**
   * One of equal parts. Together they keep to this pace where {@code burst} is enough for each to
   * have a token; with fewer, one each.
   */
  public Pace dividedBy(int parts) {
    return new Pace(intervalMicros * parts, Math.max(1, burst / parts), hold);
  }

  /** How long an empty bucket takes to fill. */
  long depthMicros() {
    return burst * intervalMicros;
  }

  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }

  static Duration ofMicros(long micros) {
    return Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }
}
