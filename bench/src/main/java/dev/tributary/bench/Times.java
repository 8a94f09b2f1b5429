package dev.tributary.bench;

import java.util.Arrays;
import java.util.Collection;

/** How long each of many things took. */
final class Times {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final long[] sorted;

  private Times(Collection<Long> nanos) {
    sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
  }

  /** Those of a collection that others fill, once there are so many. */
  static Times awaited(Collection<Long> nanos, int expected) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (nanos.size() < expected) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(nanos.size() + " of " + expected + " arrived");
      }
      Thread.sleep(20);
    }
    return new Times(nanos);
  }

  /** The head of a table of {@linkplain #row rows}. */
  static void head(Report report) {
    report.line("| round | side | p50 ms | p99 ms | worst ms |");
    report.line("|---|---|---|---|---|");
  }

  /** Writes a row; the 99th percentile in milliseconds. */
  double row(Report report, int round, String side) {
    report.line("| %d | %s | %.1f | %.1f | %.1f |", round + 1, side, at(0.5), at(0.99), at(1));
    return at(0.99);
  }

  private double at(double share) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }
}
