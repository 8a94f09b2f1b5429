package dev.tributary.bench;

import java.util.ArrayList;
import java.util.Locale;

/**
 * An audience that a benchmark defines: those with so many events of a name in a window.
 *
 * @param aboveCents of events with a total above this alone, or {@link #ANY}
 * @param category of events of this category alone, or {@link #ANY}
 */
record Wanted(
    String name, String event, int aboveCents, int category, int atLeast, int withinDays) {

  static final int ANY = -1;

  /** Its definition's {@code who}. */
  String who() {
    var filters = new ArrayList<String>();
    if (aboveCents != ANY) {
      filters.add("properties.total > " + units());
    }
    if (category != ANY) {
      filters.add("properties.category = \"c" + category + "\"");
    }
    var where = filters.isEmpty() ? "" : ", where: '" + String.join(" and ", filters) + "'";
    return "{event: '%s'%s, count: {atLeast: %d}, within: %dd}"
        .formatted(event, where, atLeast, withinDays);
  }

  /** Its filter as SQL, where an event's total is this expression and its category that one. */
  String sql(String total, String categoryText) {
    var sql = "event = '" + event + "'";
    sql += aboveCents == ANY ? "" : " AND " + total + " > " + units();
    return sql + (category == ANY ? "" : " AND " + categoryText + " = 'c" + category + "'");
  }

  /** Whether an event of its name counts, its time apart. */
  boolean selects(Track track) {
    return track.cents() > aboveCents && (category == ANY || track.category() == category);
  }

  private String units() {
    return String.format(Locale.ROOT, "%.2f", aboveCents / 100.0);
  }
}
