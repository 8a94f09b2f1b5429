package dev.tributary.identity.domain.linkage.comparison;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Compares all values of a field at once: the cosine of the angle between the two records, each
 * value being a direction. Rare values count more than those that nearly every record has (weighed
 * by their inverse document frequency, K. Sparck Jones 1972), and those of many days more than
 * those of one.
 *
 * @param steps the levels and the similarity from which each holds, strongest first
 * @param fewest values that a record must have to be compared
 */
public record TokenSimilarity(
    String name, ObservedField field, Scope scope, List<Step> steps, int fewest, boolean rareFirst)
    implements Comparison {

  /** A level, and the least similarity that is of it. */
  public record Step(String level, double least) {}

  public TokenSimilarity {
    steps = List.copyOf(steps);
  }

  @Override
  public List<String> levels() {
    var levels = new ArrayList<String>();
    steps.forEach(step -> levels.add(step.level()));
    levels.add("different");
    return List.copyOf(levels);
  }

  @Override
  public Prepared over(List<LinkageRecord> records) {
    var ids = new HashMap<String, Integer>();
    int[][] values = new int[records.size()][];
    double[][] weights = new double[records.size()][];
    for (int i = 0; i < records.size(); i++) {
      var seen = records.get(i).of(field);
      long[] sorted = new long[seen.size()];
      for (int j = 0; j < sorted.length; j++) {
        int id = ids.computeIfAbsent(seen.get(j).value(), _ -> ids.size());
        sorted[j] = ((long) id << 32) | seen.get(j).days().count();
      }
      Arrays.sort(sorted);
      values[i] = Arrays.stream(sorted).mapToInt(entry -> (int) (entry >> 32)).toArray();
      weights[i] = Arrays.stream(sorted).mapToDouble(entry -> Math.sqrt((int) entry)).toArray();
    }
    weigh(values, weights, ValueCounts.of(values, ids.size()));
    return new Compared(values, weights);
  }

  /** Every record's weights become a direction: a vector of length one. */
  private void weigh(int[][] values, double[][] weights, ValueCounts counts) {
    for (int i = 0; i < values.length; i++) {
      double squares = 0;
      for (int j = 0; j < values[i].length; j++) {
        if (rareFirst) {
          weights[i][j] *= Math.log1p((double) counts.records() / counts.of(values[i][j]));
        }
        squares += weights[i][j] * weights[i][j];
      }
      double length = Math.sqrt(squares);
      for (int j = 0; j < values[i].length; j++) {
        weights[i][j] /= length;
      }
    }
  }

  private final class Compared implements Prepared {

    private final int[][] values;
    private final double[][] weights;

    Compared(int[][] values, double[][] weights) {
      this.values = values;
      this.weights = weights;
    }

    @Override
    public int records() {
      return (int) Arrays.stream(values).filter(ofOne -> ofOne.length >= fewest).count();
    }

    @Override
    public int level(int one, int other) {
      if (values[one].length < fewest || values[other].length < fewest) {
        return MISSING;
      }
      double similarity = cosine(one, other);
      int level = 0;
      while (level < steps.size() && similarity < steps.get(level).least()) {
        level++;
      }
      return level;
    }

    @Override
    public double frequency(int one, int other, int level) {
      return Double.NaN;
    }

    private double cosine(int one, int other) {
      double sum = 0;
      int i = 0;
      int j = 0;
      while (i < values[one].length && j < values[other].length) {
        int order = Integer.compare(values[one][i], values[other][j]);
        if (order == 0) {
          sum += weights[one][i] * weights[other][j];
        }
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
      return sum;
    }
  }
}
