package dev.tributary.identity.storage;

/** The statements that read the graph. Each takes arrays and answers for all of their items. */
final class GraphQueries {

  /**
   * The tables grow faster than their statistics: a plan made while they were empty would scan
   * them. Every look-up here has its index.
   */
  static final String PLAN_FOR_LARGE_TABLES =
      "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

  static final String CLUSTERS =
      """
      SELECT k.type, k.value, r.id, r.survivor, r.user_id, r.size, r.version,
             r.first_millis, r.first_source, r.first_message_id,
             r.last_millis, r.last_source, r.last_message_id
      FROM unnest($1::text[], $2::text[]) AS k (type, value)
      JOIN identifier i ON i.type = k.type AND i.value = k.value
      JOIN profile p ON p.id = i.profile
      JOIN profile r ON r.id = p.root
      """;

  static final String TRAITS =
      """
      SELECT t.profile, t.name, t.value, t.time_millis, t.birth_partition, t.birth_offset,
             t.received_millis, t.source, t.message_id
      FROM unnest($1::uuid[], $2::text[]) AS k (profile, name)
      JOIN trait t ON t.profile = k.profile AND t.name = k.name
      """;

  static final String SHARED =
      """
      SELECT s.profile, s.type, s.value
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (profile, type, value)
      JOIN shared_identifier s
        ON s.profile = k.profile AND s.type = k.type AND s.value = k.value
      """;

  static final String IDENTIFIERS =
      """
      SELECT k.root, x.type, x.value
      FROM unnest($1::uuid[]) AS k (root)
      CROSS JOIN LATERAL (
        SELECT i.type, i.value FROM identifier i WHERE i.profile = k.root
        UNION ALL
        SELECT i.type, i.value FROM profile p JOIN identifier i ON i.profile = p.id
        WHERE p.root = k.root AND p.root <> p.id
        UNION ALL
        SELECT s.type, s.value FROM shared_identifier s WHERE s.profile = k.root
        LIMIT $2::int
      ) x
      """;

  static final String DECISIONS =
      """
      SELECT d.birth_partition, d.birth_offset, d.message_id, d.decision
      FROM unnest($1::int[], $2::bigint[]) AS k (partition, "offset")
      JOIN decision d ON d.birth_partition = k.partition AND d.birth_offset = k."offset"
      """;

  private GraphQueries() {}
}
