package dev.tributary.identity.domain.linkage.comparison;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Compares the values of one field, each with each: the best agreement counts. Equal values are of
 * the first level; whether two unlike ones are of a level in between, the level says.
 *
 * @param read makes a value of its text in the record; one that cannot be read is as if not seen
 * @param byFrequency whether equal rare values weigh more than equal common ones
 */
public record ValueComparison<T>(
    String name,
    ObservedField field,
    Scope scope,
    Function<String, Optional<T>> read,
    boolean byFrequency,
    List<Near<T>> near)
    implements Comparison {

  /** A level between equal and unlike. */
  public record Near<T>(String name, BiPredicate<T, T> holds) {}

  public ValueComparison {
    near = List.copyOf(near);
  }

  @Override
  public List<String> levels() {
    var levels = new ArrayList<String>();
    levels.add("exact");
    near.forEach(level -> levels.add(level.name()));
    levels.add("different");
    return List.copyOf(levels);
  }

  @Override
  public Prepared over(List<LinkageRecord> records) {
    var values = new ArrayList<T>();
    var ids = new HashMap<String, Integer>();
    var unreadable = -1;
    int[][] ofRecord = new int[records.size()][];
    for (int i = 0; i < records.size(); i++) {
      ofRecord[i] =
          records.get(i).of(field).stream()
              .mapToInt(seen ->
                  ids.computeIfAbsent(
                      seen.value(),
                      text ->
                          read.apply(text)
                              .map(value -> {
                                values.add(value);
                                return values.size() - 1;
                              })
                              .orElse(unreadable)))
              .filter(id -> id != unreadable)
              .toArray();
    }
    return new Compared(values, ofRecord);
  }

  private final class Compared implements Prepared {

    private final List<T> values;
    private final int[][] ofRecord;
    private final ValueCounts counts;

    Compared(List<T> values, int[][] ofRecord) {
      this.values = values;
      this.ofRecord = ofRecord;
      this.counts = ValueCounts.of(ofRecord, values.size());
    }

    @Override
    public int records() {
      return counts.records();
    }

    @Override
    public int level(int one, int other) {
      int[] ofOne = ofRecord[one];
      int[] ofOther = ofRecord[other];
      if (ofOne.length == 0 || ofOther.length == 0) {
        return MISSING;
      }
      int best = near.size() + 1;
      for (int a : ofOne) {
        for (int b : ofOther) {
          if (a == b) {
            return 0;
          }
          best = Math.min(best, nearness(values.get(a), values.get(b), best));
        }
      }
      return best;
    }

    private int nearness(T a, T b, int worst) {
      for (int level = 1; level < worst; level++) {
        if (near.get(level - 1).holds().test(a, b)) {
          return level;
        }
      }
      return worst;
    }

    @Override
    public double frequency(int one, int other, int level) {
      return byFrequency && level == 0
          ? counts.rarestInCommon(ofRecord[one], ofRecord[other])
          : Double.NaN;
    }
  }
}
