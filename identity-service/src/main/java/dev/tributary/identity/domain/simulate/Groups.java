package dev.tributary.identity.domain.simulate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of some keys come with more than one value.
 *
 * @param keys how many
 * @param values how many those have together
 * @param examples some of them, each with some of its values
 */
record Groups(long keys, long values, Map<Integer, List<Integer>> examples) {

  private static final int MAX_VALUES = 10;

  /** One pair of both, for {@link #of}. */
  static long pair(int key, int value) {
    return ((long) key << 32) | value;
  }

  /** Counts over the first so many pairs, which it sorts. */
  static Groups of(long[] pairs, int size) {
    Arrays.sort(pairs, 0, size);
    long keys = 0;
    long values = 0;
    var examples = new LinkedHashMap<Integer, List<Integer>>();
    int from = 0;
    while (from < size) {
      int key = (int) (pairs[from] >>> 32);
      int to = from;
      while (to < size && (int) (pairs[to] >>> 32) == key) {
        to++;
      }
      long distinct = Arrays.stream(pairs, from, to).distinct().count();
      if (distinct > 1) {
        keys++;
        values += distinct;
        if (examples.size() < Report.MAX_EXAMPLES) {
          examples.put(
              key,
              Arrays.stream(pairs, from, to)
                  .distinct()
                  .limit(MAX_VALUES)
                  .mapToObj(pair -> (int) pair)
                  .toList());
        }
      }
      from = to;
    }
    return new Groups(keys, values, examples);
  }
}
