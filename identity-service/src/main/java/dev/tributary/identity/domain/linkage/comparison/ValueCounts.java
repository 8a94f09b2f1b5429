package dev.tributary.identity.domain.linkage.comparison;

/** In how many records each value is. Values are numbered from 0. */
final class ValueCounts {

  private final int[] counts;
  private final int records;

  private ValueCounts(int[] counts, int records) {
    this.counts = counts;
    this.records = records;
  }

  /**
   * Counts.
   *
   * @param ofRecord the values of each record, none twice
   */
  static ValueCounts of(int[][] ofRecord, int values) {
    int[] counts = new int[values];
    int records = 0;
    for (int[] ofOne : ofRecord) {
      records += ofOne.length > 0 ? 1 : 0;
      for (int value : ofOne) {
        counts[value]++;
      }
    }
    return new ValueCounts(counts, records);
  }

  /** Records that have a value. */
  int of(int value) {
    return counts[value];
  }

  /** Records that have any. */
  int records() {
    return records;
  }

  /**
   * How likely a record is to have the rarest value that these two have in common, as seen from one
   * of them: counted among the others.
   */
  double rarestInCommon(int[] ofOne, int[] ofOther) {
    int rarest = Integer.MAX_VALUE;
    for (int a : ofOne) {
      for (int b : ofOther) {
        if (a == b) {
          rarest = Math.min(rarest, counts[a]);
        }
      }
    }
    return rarest == Integer.MAX_VALUE
        ? Double.NaN
        : Math.max(1, rarest - 1) / (double) Math.max(1, records - 1);
  }
}
