package dev.tributary.identity.domain.linkage.model;

import dev.tributary.identity.domain.linkage.comparison.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many pairs have each pattern of levels. Learning looks at patterns, of which there are few,
 * not at pairs, of which there are many.
 */
public final class PatternCounts {

  private final int[] radix;
  private final Map<Long, long[]> counts = new HashMap<>();
  private long pairs;

  /**
   * None yet.
   *
   * @param levels number of levels of each field
   */
  public PatternCounts(int[] levels) {
    this.radix = levels.clone();
    double patterns = 1;
    for (int ofField : radix) {
      patterns *= ofField + 1;
    }
    if (patterns >= Long.MAX_VALUE) {
      throw new IllegalArgumentException("More patterns than can be numbered");
    }
  }

  /** Counts one pair. */
  public void add(int[] levels) {
    long code = 0;
    for (int field = 0; field < radix.length; field++) {
      code = code * (radix[field] + 1) + (levels[field] - Comparison.MISSING);
    }
    counts.computeIfAbsent(code, _ -> new long[1])[0]++;
    pairs++;
  }

  /** Pairs counted. */
  public long pairs() {
    return pairs;
  }

  /** All patterns, in an order that depends on them alone. */
  public List<Pattern> patterns() {
    var codes = new ArrayList<>(counts.keySet());
    codes.sort(null);
    var patterns = new ArrayList<Pattern>(codes.size());
    for (long code : codes) {
      var count = counts.get(code);
      patterns.add(new Pattern(levels(code), count == null ? 0 : count[0]));
    }
    return patterns;
  }

  private List<Integer> levels(long code) {
    Integer[] levels = new Integer[radix.length];
    long rest = code;
    for (int field = radix.length - 1; field >= 0; field--) {
      levels[field] = (int) (rest % (radix[field] + 1)) + Comparison.MISSING;
      rest /= radix[field] + 1;
    }
    return List.of(levels);
  }

  /** A level of each field, or {@link Comparison#MISSING}, and how many pairs have just these. */
  public record Pattern(List<Integer> levels, long count) {

    public Pattern {
      levels = List.copyOf(levels);
    }
  }
}
