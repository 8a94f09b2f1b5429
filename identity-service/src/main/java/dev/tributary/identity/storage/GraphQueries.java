package dev.tributary.identity.storage;

/** The statements that read the graph. Each takes arrays and answers for all of their items. */
final class GraphQueries {

  /**
   * The tables grow faster than their statistics: a plan made while they were empty would scan
   * them. Every look-up here has its index.
   */
  static final String PLAN_FOR_LARGE_TABLES =
      "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

  static final String NODES =
      """
      SELECT i.id, i.first_millis, i.source, i.message_id,
             r.id, r.survivor, r.counts, r.sides, r.traits, r.size, r.version,
             r.first_millis, r.first_source, r.first_message_id,
             r.last_millis, r.last_source, r.last_message_id
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier i ON i.id = k.id
      JOIN cell c ON c.id = i.cell
      JOIN cell r ON r.id = c.root
      """;

  static final String LINKS =
      """
      SELECT l.low, l.high, l.apart, l.first_millis, l.source, l.message_id,
             CASE WHEN k.day = ANY (l.days) THEN k.day END
      FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS k (low, high, day)
      JOIN link l ON l.low = k.low AND l.high = k.high
      """;

  static final String TRAITS = holding("unnest($1::uuid[], $2::text[]) AS k (profile, name)");

  /** The same, of whoever has an identifier. */
  static final String OWN_TRAITS =
      holding(
          """
          (SELECT DISTINCT c.root, k.name FROM unnest($1::uuid[], $2::text[]) AS k (id, name)
           JOIN identifier i ON i.id = k.id
           JOIN cell c ON c.id = i.cell) AS k (profile, name)
          """);

  private static String holding(String keys) {
    return """
    SELECT k.profile, x.name, x.value, x.precedence, x.time_millis, x.birth_partition,
           x.birth_offset, x.received_millis, x.source, x.message_id, x.anchor
    FROM %s
    CROSS JOIN LATERAL (
      SELECT * FROM trait t WHERE t.profile = k.profile AND t.name = k.name
      ORDER BY t.precedence DESC, t.time_millis DESC,
               t.birth_partition DESC, t.birth_offset DESC
      LIMIT 1
    ) x
    """
        .formatted(keys);
  }

  /** What holds of every trait, of roots that could become one. */
  static final String ALL_TRAITS =
      """
      SELECT DISTINCT ON (t.profile, t.name) t.profile, t.name, t.value, t.precedence, t.time_millis,
             t.birth_partition, t.birth_offset, t.received_millis, t.source, t.message_id, t.anchor
      FROM unnest($1::uuid[]) AS k (profile)
      JOIN trait t ON t.profile = k.profile
      ORDER BY t.profile, t.name, t.precedence DESC, t.time_millis DESC,
               t.birth_partition DESC, t.birth_offset DESC
      """;

  static final String SHARED =
      """
      SELECT s.profile, s.type, s.value, s.anchor
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (profile, type, value)
      JOIN shared_identifier s
        ON s.profile = k.profile AND s.type = k.type AND s.value = k.value
      """;

  /** The same, of whoever has an identifier. */
  static final String OWN_SHARED =
      """
      SELECT s.profile, s.type, s.value, s.anchor
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (id, type, value)
      JOIN identifier i ON i.id = k.id
      JOIN cell c ON c.id = i.cell
      JOIN shared_identifier s
        ON s.profile = c.root AND s.type = k.type AND s.value = k.value
      """;

  static final String IDENTIFIERS =
      """
      SELECT k.root, x.type, x.value
      FROM unnest($1::uuid[]) AS k (root)
      CROSS JOIN LATERAL (
        SELECT i.type, i.value FROM identifier i WHERE i.cell = k.root
        UNION ALL
        SELECT i.type, i.value FROM cell c JOIN identifier i ON i.cell = c.id
        WHERE c.root = k.root AND c.root <> c.id
        UNION ALL
        SELECT DISTINCT s.type, s.value FROM shared_identifier s WHERE s.profile = k.root
        LIMIT $2::int
      ) x
      """;

  /** When a cluster got its newest identifiers of a type, as many as a limit needs to know. */
  static final String GIVEN =
      """
      SELECT k.root, k.type, x.first_millis
      FROM unnest($1::uuid[], $2::text[], $3::int[]) AS k (root, type, most)
      CROSS JOIN LATERAL (
        SELECT first_millis FROM (
          SELECT i.first_millis FROM identifier i WHERE i.cell = k.root AND i.type = k.type
          UNION ALL
          SELECT i.first_millis FROM cell c JOIN identifier i ON i.cell = c.id
          WHERE c.root = k.root AND c.root <> c.id AND i.type = k.type
        ) y
        ORDER BY first_millis DESC
        LIMIT k.most
      ) x
      """;

  static final String DECISIONS =
      """
      SELECT d.birth_partition, d.birth_offset, d.message_id, d.decision
      FROM unnest($1::int[], $2::bigint[]) AS k (partition, "offset")
      JOIN decision d ON d.birth_partition = k.partition AND d.birth_offset = k."offset"
      """;

  static final String SPLITS = "SELECT splits FROM installation";

  private GraphQueries() {}
}
