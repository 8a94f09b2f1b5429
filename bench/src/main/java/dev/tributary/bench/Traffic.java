package dev.tributary.bench;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws tracks for the benchmarks of audiences: ten names, profiles by Zipf's law, from a fixed
 * seed. They lie in the {@value #DAYS} days before the benchmark began, in the order in which they
 * happened but for one in twenty, which is up to a day late.
 *
 * <p>None lies where a window's end passes while the benchmark runs, so that what is a member at
 * its beginning is one at its end.
 */
final class Traffic {

  static final int DAYS = 100;
  static final int CATEGORIES = 8;
  static final int MOST_CENTS = 100_000;

  static final List<String> NAMES =
      List.of(
          "Order Completed",
          "Product Viewed",
          "Product Added",
          "Checkout Started",
          "Coupon Applied",
          "Product Searched",
          "Wishlist Product Added",
          "Order Refunded",
          "Product Reviewed",
          "Promotion Clicked");

  private static final int LATE_ONE_IN = 20;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Longer than any benchmark. */
  private static final long GUARD = Duration.ofHours(3).toMillis();

  private final SplittableRandom random = new SplittableRandom(42);
  private final long now = System.currentTimeMillis();
  private final List<String> names;
  private final long windowMillis;
  private final int profiles;
  private final Zipf zipf;

  /** So many profiles, their events as {@link #NAMES}. */
  Traffic(int profiles, int windowDays) {
    this(profiles, windowDays, NAMES);
  }

  Traffic(int profiles, int windowDays, List<String> names) {
    this.names = List.copyOf(names);
    this.windowMillis = windowDays * DAY;
    this.profiles = profiles;
    this.zipf = new Zipf(profiles);
  }

  /** How many profiles there are. */
  int profiles() {
    return profiles;
  }

  /** When the benchmark began. */
  long now() {
    return now;
  }

  /** An event after this share of the time. */
  Track at(double share) {
    long age = Math.round(DAYS * DAY * (1 - share));
    if (random.nextInt(LATE_ONE_IN) == 0) {
      age += random.nextLong(DAY);
    }
    return aged(zipf.draw(random), age);
  }

  /** An event at any time, long ago or just now. */
  Track next() {
    return of(zipf.draw(random));
  }

  /** An event of this profile at any time. */
  Track of(int profile) {
    return aged(profile, random.nextLong(DAYS * DAY));
  }

  /** Whether an event is in the window, for as long as the benchmark runs. */
  boolean inWindow(Track track) {
    return now - track.atMillis() < windowMillis;
  }

  private Track aged(int profile, long age) {
    boolean onTheEdge = age > windowMillis - GUARD && age <= windowMillis;
    return new Track(
        profile,
        names.get(random.nextInt(names.size())),
        now - (onTheEdge ? windowMillis + GUARD : age),
        random.nextInt(MOST_CENTS),
        random.nextInt(CATEGORIES));
  }
}
