package dev.tributary.bench;

/**
 * A track event as the benchmarks of audiences draw it.
 *
 * @param profile number of the profile it belongs to
 * @param event its name
 * @param atMillis when it happened
 * @param cents {@code properties.total}, in hundredths
 * @param category of {@code properties.category}, which is "c" and this number
 */
record Track(int profile, String event, long atMillis, int cents, int category) {

  /** {@code properties.total} as JSON. */
  String total() {
    return cents / 100 + "." + cents / 10 % 10 + cents % 10;
  }
}
