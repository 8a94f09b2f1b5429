package dev.tributary.platform.testing;

import java.util.stream.LongStream;

/**
 * How many histories a model check plays: an eighth of what it is good for, so that the whole of
 * the tests stays short; all of them with {@code ./tributary test --thorough}, or {@code
 * -Dtributary.test.thorough=true} of one module.
 */
public final class Seeds {

  private static final int PART = Boolean.getBoolean("tributary.test.thorough") ? 1 : 8;

  private Seeds() {}

  /** Of so many, those to be played now. */
  public static int count(int thorough) {
    return Math.max(1, thorough / PART);
  }

  /** From 0 on, those of so many that are to be played now. */
  public static LongStream of(int thorough) {
    return LongStream.range(0, count(thorough));
  }
}
