package dev.tributary.bench;

import java.util.Arrays;

/**
 * Ratios of paired runs, summed up.
 *
 * @param median the middle one
 * @param least the smallest
 * @param most the largest
 */
record Ratios(double median, double least, double most) {

  /**
   * Of each pair of runs, ours to the baseline's.
   *
   * @throws IllegalArgumentException if there is no pair, or the lengths differ
   */
  static Ratios of(double[] ours, double[] baseline) {
    if (ours.length == 0 || ours.length != baseline.length) {
      throw new IllegalArgumentException("runs do not pair up");
    }
    var ratios = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      ratios[i] = ours[i] / baseline[i];
    }
    return new Ratios(median(ratios), min(ratios), max(ratios));
  }

  /** The middle value; of an even number, the mean of the two in the middle. */
  static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
