package dev.tributary.governance.config;

/** Refuses a setting outside its bounds, at start and by name. */
final class Bounds {

  private Bounds() {}

  static void of(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "tributary.governance." + key + " is " + value + ", not between " + min + " and " + max);
    }
  }
}
