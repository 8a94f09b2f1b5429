package dev.tributary.identity.domain.linkage.text;

import java.util.Arrays;

/** How alike two texts are, character by character. Bounded: longer texts are not compared. */
public final class Likeness {

  /** Texts longer than this are alike only if they are equal. */
  public static final int MAX_LENGTH = 100;

  private static final double PREFIX_WEIGHT = 0.1;
  private static final int LONGEST_PREFIX = 4;

  private Likeness() {}

  /**
   * Jaro's similarity, raised for a common prefix of up to four characters (W. E. Winkler, "String
   * Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage",
   * 1990). 1 where both are equal, 0 where they have nothing in common.
   */
  public static double jaroWinkler(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    if (tooLong(one, other)) {
      return 0;
    }
    double jaro = jaro(one, other);
    int prefix = 0;
    int longest = Math.min(LONGEST_PREFIX, Math.min(one.length(), other.length()));
    while (prefix < longest && one.charAt(prefix) == other.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }

  /**
   * Whether one text becomes the other by few edits: a character inserted, left out, replaced, or
   * two neighbours swapped (optimal string alignment, F. J. Damerau 1964).
   */
  public static boolean within(int edits, String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    if (tooLong(one, other) || Math.abs(one.length() - other.length()) > edits) {
      return false;
    }
    int width = other.length() + 1;
    int[] beforeLast = new int[width];
    int[] last = new int[width];
    int[] row = new int[width];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      for (int j = 1; j < width; j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && swapped(one, i, other, j)) {
          best = Math.min(best, beforeLast[j - 2] + 1);
        }
        row[j] = best;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[width - 1] <= edits;
  }

  private static boolean swapped(String one, int i, String other, int j) {
    return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
  }

  private static double jaro(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    int window = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
    boolean[] usedOfOther = new boolean[other.length()];
    var matchedOfOne = new StringBuilder();
    for (int i = 0; i < one.length(); i++) {
      int end = Math.min(other.length() - 1, i + window);
      for (int j = Math.max(0, i - window); j <= end; j++) {
        if (!usedOfOther[j] && one.charAt(i) == other.charAt(j)) {
          usedOfOther[j] = true;
          matchedOfOne.append(one.charAt(i));
          break;
        }
      }
    }
    int matches = matchedOfOne.length();
    if (matches == 0) {
      return 0;
    }
    int outOfPlace = 0;
    int at = 0;
    for (int j = 0; j < other.length(); j++) {
      if (usedOfOther[j] && other.charAt(j) != matchedOfOne.charAt(at++)) {
        outOfPlace++;
      }
    }
    double matched = matches;
    return (matched / one.length()
            + matched / other.length()
            + (matched - outOfPlace / 2.0) / matched)
        / 3;
  }

  private static boolean tooLong(String one, String other) {
    return one.length() > MAX_LENGTH || other.length() > MAX_LENGTH;
  }
}
