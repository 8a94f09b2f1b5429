package dev.tributary.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the extremes must have left in a database, beside what warmed it up. */
record ExtremeChecks(IdentityBed bed, String database) {

  /** Profiles, identifiers, identifiers its cluster counts, and whose name it has. */
  private static final String CHAIN =
      """
      SELECT count(DISTINCT c.root), count(*), min(r.counts), min(r.survivor::text),
             (SELECT id::text FROM identifier WHERE type = '%1$s' ORDER BY first_millis, id LIMIT 1)
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      WHERE i.type = '%1$s'
      """
          .formatted(ExtremeEvents.LINK_TYPE);

  /** Users, profiles they are in, and profiles there are. */
  private static final String USERS =
      """
      SELECT count(*), count(DISTINCT c.root),
             (SELECT count(DISTINCT o.root) FROM identifier j JOIN cell o ON o.id = j.cell
              WHERE j.type <> '%s')
      FROM identifier i JOIN cell c ON c.id = i.cell WHERE i.type = 'user_id'
      """
          .formatted(ExtremeEvents.LINK_TYPE);

  /** E-mail addresses that are with the user whose they are. */
  private static final String ADDRESSES =
      """
      SELECT count(*)
      FROM identifier u JOIN cell c ON c.id = u.cell
      JOIN cell o ON o.root = c.root JOIN identifier e ON e.cell = o.id
      WHERE u.type = 'user_id' AND e.type = 'email' AND e.value = u.value || '%s'
      """
          .formatted(ExtremeEvents.DOMAIN);

  /** Devices, and those that are with a user whose they are; the kiosk is with one of its own. */
  private static final String DEVICES =
      """
      SELECT count(DISTINCT d.id), count(*) FILTER (WHERE d.value = 'device-of-' || u.value),
             count(*) FILTER (WHERE d.value = '%s' AND u.value LIKE '%s%%')
      FROM identifier d JOIN cell c ON c.id = d.cell
      JOIN cell o ON o.root = c.root JOIN identifier u ON u.cell = o.id
      WHERE d.type = 'anonymous_id' AND u.type = 'user_id'
      """
          .formatted(ExtremeEvents.KIOSK, ExtremeEvents.KIOSK_USER);

  private static final String DEADLOCKS =
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

  private static final String SIZE = "SELECT pg_database_size(current_database())";

  /** One profile of all identifiers, under the id of the oldest, which is returned. */
  String chain(int identifiers) throws SQLException {
    var row = row(CHAIN, 5);
    var oldest = row.getLast();
    check(
        row,
        List.of(
            "1",
            Integer.toString(identifiers),
            ExtremeEvents.LINK_TYPE + "=" + identifiers,
            oldest,
            oldest));
    return oldest;
  }

  /** A profile for each user with his own e-mail address; devices are their owner's. */
  void users(int users, int devices, boolean kiosk) throws SQLException {
    var count = Integer.toString(users);
    check(row(USERS, 3), List.of(count, count, count));
    check(row(ADDRESSES, 1), List.of(count));
    check(
        row(DEVICES, 3),
        List.of(
            Integer.toString(devices + (kiosk ? 1 : 0)),
            Integer.toString(devices),
            kiosk ? "1" : "0"));
  }

  /** How often PostgreSQL had to end a transaction, each time after waiting for a second. */
  long deadlocks() throws SQLException {
    return Long.parseLong(row(DEADLOCKS, 1).getFirst());
  }

  long databaseBytes() throws SQLException {
    return Long.parseLong(row(SIZE, 1).getFirst());
  }

  private List<String> row(String query, int columns) throws SQLException {
    try (var connection = bed.bed().database(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      var row = new ArrayList<String>();
      for (int i = 1; i <= columns; i++) {
        row.add(rows.getString(i));
      }
      return row;
    }
  }

  private void check(List<String> found, List<String> expected) {
    if (!found.equals(expected)) {
      throw new IllegalStateException(database + ": " + found + " and not " + expected);
    }
  }
}
