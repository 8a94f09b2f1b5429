package dev.tributary.bench;

import java.util.List;

/**
 * How a benchmark is to be run.
 *
 * @param quick fewer and shorter runs: a first look, not a result
 * @param recorded the service under test writes a flight recording to {@code bench/target}
 */
record Options(boolean quick, boolean recorded) {

  static final String QUICK = "quick";
  static final String RECORDED = "jfr";

  /** Of the words of a command line, those that are options, with or without dashes. */
  static Options of(List<String> words) {
    return new Options(
        words.stream().anyMatch(word -> is(word, QUICK)),
        words.stream().anyMatch(word -> is(word, RECORDED)));
  }

  /** Whether a word is an option rather than a benchmark. */
  static boolean isOption(String word) {
    return is(word, QUICK) || is(word, RECORDED);
  }

  /** Rounds to run, each forth and back. */
  int rounds() {
    return quick ? 2 : 5;
  }

  /** A size of the full run, or a part of it. */
  int sized(int full) {
    return quick ? full / 3 : full;
  }

  private static boolean is(String word, String option) {
    return word.equals(option) || word.equals("--" + option);
  }
}
