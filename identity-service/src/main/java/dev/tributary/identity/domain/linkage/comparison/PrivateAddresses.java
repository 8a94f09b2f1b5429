package dev.tributary.identity.domain.linkage.comparison;

import dev.tributary.identity.domain.linkage.record.Days;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.record.Observed;
import dev.tributary.identity.domain.linkage.record.ObservedField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The addresses of each record that are private: on no day used by more than a few records. */
public final class PrivateAddresses {

  private final int[][] ofRecord;
  private final List<List<Days>> days;
  private final int size;

  private PrivateAddresses(int[][] ofRecord, List<List<Days>> days, int size) {
    this.ofRecord = ofRecord;
    this.days = days;
    this.size = size;
  }

  /** Counts who was where on which day, and leaves out the crowded addresses. */
  public static PrivateAddresses of(List<LinkageRecord> records, int mostPerDay) {
    var crowded = crowded(records, mostPerDay);
    var ids = new HashMap<String, Integer>();
    int[][] ofRecord = new int[records.size()][];
    var days = new ArrayList<List<Days>>(records.size());
    for (int i = 0; i < records.size(); i++) {
      var own = new ArrayList<Observed>();
      for (var seen : records.get(i).of(ObservedField.IP)) {
        if (!crowded.contains(seen.value())) {
          own.add(seen);
        }
      }
      ofRecord[i] =
          own.stream()
              .mapToInt(seen -> ids.computeIfAbsent(seen.value(), _ -> ids.size()))
              .toArray();
      days.add(own.stream().map(Observed::days).toList());
    }
    return new PrivateAddresses(ofRecord, days, ids.size());
  }

  private static Set<String> crowded(List<LinkageRecord> records, int mostPerDay) {
    var users = new HashMap<String, Map<Integer, Integer>>();
    var crowded = new HashSet<String>();
    for (var record : records) {
      for (var seen : record.of(ObservedField.IP)) {
        var ofDay = users.computeIfAbsent(seen.value(), _ -> new HashMap<>());
        for (int day : seen.days().toArray()) {
          if (ofDay.merge(day, 1, Integer::sum) > mostPerDay) {
            crowded.add(seen.value());
          }
        }
      }
    }
    return crowded;
  }

  /** How many different private addresses there are; they are numbered from 0. */
  int size() {
    return size;
  }

  /** Numbers of the private addresses of each record. */
  public int[][] ofRecord() {
    return ofRecord;
  }

  /** The days of a record's nth private address. */
  Days days(int record, int nth) {
    return days.get(record).get(nth);
  }
}
