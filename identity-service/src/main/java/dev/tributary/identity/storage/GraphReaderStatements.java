package dev.tributary.identity.storage;

/** The statements that read evidence for people. Each is bounded. */
final class GraphReaderStatements {

  /** One state, and plans for tables that are larger than their statistics say. */
  static final String ONE_STATE =
      CutStatements.ONE_STATE
          + "; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
          + " SET LOCAL enable_mergejoin = off; SET LOCAL statement_timeout = '30s'";

  static final String OWNER =
      """
      SELECT r.id, r.survivor, r.version, r.sides
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      WHERE i.id = $1
      """;

  static final String NODES =
      "SELECT n.type, n.value, n.first_millis, n.source, n.message_id FROM "
          + CutStatements.NODES_OF_ROOT
          + " LIMIT $2";

  /** Both ends, one that hangs nowhere by what its link says; then the evidence. */
  private static final String ENDS =
      """
      l.low, l.high,
      COALESCE(a.type, l.type), COALESCE(a.value, l.value),
      COALESCE(b.type, l.type), COALESCE(b.value, l.value),
      l.first_millis, l.source, l.message_id,
      cardinality(l.days), (SELECT min(d) FROM unnest(l.days) d),
      (SELECT max(d) FROM unnest(l.days) d), l.apart
      """;

  private static final String NAMES =
      " LEFT JOIN identifier a ON a.id = l.low LEFT JOIN identifier b ON b.id = l.high";

  static final String JOINED_LINKS =
      "SELECT "
          + ENDS
          + " FROM "
          + CutStatements.NODES_OF_ROOT
          + " JOIN link l ON l.low = n.id AND l.apart = ''"
          + NAMES
          + " LIMIT $2";

  static final String APART_LINKS =
      "SELECT DISTINCT "
          + ENDS
          + " FROM (SELECT l.* FROM "
          + CutStatements.NODES_OF_ROOT
          + " CROSS JOIN LATERAL ("
          + "SELECT * FROM link x WHERE x.low = n.id AND x.apart <> '' UNION ALL"
          + " SELECT * FROM link x WHERE x.high = n.id AND x.apart <> '') l LIMIT $2) l"
          + NAMES;

  static final String APART_BETWEEN =
      "SELECT DISTINCT "
          + ENDS
          + " FROM (SELECT l.* FROM "
          + CutStatements.NODES_OF_ROOT
          + " CROSS JOIN LATERAL ("
          + "SELECT x.*, x.high AS far FROM link x WHERE x.low = n.id AND x.apart <> '' UNION ALL"
          + " SELECT x.*, x.low FROM link x WHERE x.high = n.id AND x.apart <> '') l"
          + " JOIN identifier i ON i.id = l.far JOIN cell c ON c.id = i.cell"
          + " WHERE c.root = $2 LIMIT $3) l"
          + NAMES;

  static final String PAIRS =
      "SELECT "
          + ENDS
          + " FROM unnest($1::uuid[], $2::uuid[]) AS k (low, high)"
          + " JOIN link l ON l.low = k.low AND l.high = k.high AND l.apart = ''"
          + NAMES;

  static final String NEIGHBOURS =
      """
      SELECT l.low, l.high FROM unnest($1::uuid[]) AS k (id)
      CROSS JOIN LATERAL (
        SELECT x.low, x.high FROM link x WHERE x.low = k.id AND x.apart = ''
        UNION ALL
        SELECT x.low, x.high FROM link x WHERE x.high = k.id AND x.apart = '') l
      LIMIT $2
      """;

  private GraphReaderStatements() {}
}
