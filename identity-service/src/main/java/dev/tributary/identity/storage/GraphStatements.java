package dev.tributary.identity.storage;

/**
 * The statements that change the graph, in the order in which they are sent. Rows are locked class
 * by class and in order within each, so that workers queue up instead of locking each other out.
 *
 * <p>Rows that were looked up in vain are inserted plainly: where another worker was faster, the
 * duplicate key is a lost race. {@code ON CONFLICT} would look each of them up again and log a
 * confirmation of each.
 */
final class GraphStatements {

  static final String BEGIN =
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
          + " SET LOCAL enable_mergejoin = off;"
          + " SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '30s';"
          + " SET LOCAL idle_in_transaction_session_timeout = '30s'";

  /** Fails unless each has its version still; whoever holds one is waited for. */
  static final String LOCK =
      """
      SELECT all_met(count(*), cardinality($1::uuid[])) FROM (
        SELECT FROM unnest($1::uuid[], $2::bigint[]) AS k (id, version)
        JOIN cell c ON c.id = k.id AND c.version = k.version
        ORDER BY c.id FOR UPDATE OF c) AS locked
      """;

  /** Whoever writes meets this lock, or the version that its holder leaves. */
  static final String HOLD =
      """
      SELECT id FROM cell WHERE id IN (SELECT root FROM cell WHERE id = ANY ($1::uuid[]))
      ORDER BY id FOR UPDATE
      """;

  static final String CREATE =
      """
      INSERT INTO cell (id, root, survivor, counts, sides, traits, size, version,
          first_millis, first_source, first_message_id, last_millis, last_source, last_message_id)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[],
          $7::int[], $8::bigint[],
          $9::bigint[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[])
        AS k (id, root, survivor, counts, sides, traits, size, version, a, b, c, d, e, f)
      ORDER BY k.id
      """;

  static final String UPDATE =
      """
      WITH updated AS (
      UPDATE cell p
      SET survivor = k.survivor, counts = k.counts, sides = k.sides, traits = k.traits,
          size = k.size, version = k.version,
          first_millis = k.a, first_source = k.b, first_message_id = k.c,
          last_millis = k.d, last_source = k.e, last_message_id = k.f
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[],
          $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::bigint[], $12::text[],
          $13::text[])
        AS k (id, survivor, counts, sides, traits, size, version, a, b, c, d, e, f)
      WHERE p.id = k.id
      RETURNING 1)
      SELECT all_met(count(*), cardinality($1::uuid[])) FROM updated
      """;

  static final String MOVE_ABSORBED =
      """
      UPDATE cell p SET root = k.into_root
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE p.root = k.from_root AND p.root <> p.id
      """;

  static final String MOVE_ROOT =
      """
      UPDATE cell p SET root = k.into_root, version = p.version + 1
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE p.id = k.from_root
      """;

  static final String MOVE_TRAITS =
      """
      UPDATE trait t SET profile = k.into_root
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE t.profile = k.from_root
      """;

  static final String MOVE_SHARED =
      """
      UPDATE shared_identifier s SET profile = k.into_root
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE s.profile = k.from_root
      """;

  static final String GIVE =
      """
      INSERT INTO identifier (id, type, value, cell, first_millis, source, message_id)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[],
          $6::text[], $7::text[]) AS k (id, type, value, cell, a, b, c)
      ORDER BY k.id
      """;

  static final String OLDER =
      """
      UPDATE identifier i SET first_millis = k.a, source = k.b, message_id = k.c
      FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) AS k (id, a, b, c)
      WHERE i.id = k.id
      """;

  /** Links nobody stored before. */
  static final String LINK =
      """
      INSERT INTO link AS l (low, high, apart, type, value, first_millis, source, message_id, days)
      SELECT k.low, k.high, k.apart, k.type, k.value, k.a, k.b, k.c,
          string_to_array(k.days, ',')::int[]
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[],
          $7::text[], $8::text[], $9::text[]) AS k (low, high, apart, type, value, a, b, c, days)
      ORDER BY k.low, k.high
      """;

  /** More of links that are there: says nothing about whether they join, so needs no version. */
  static final String SEE =
      LINK
          + """
          ON CONFLICT (low, high) DO UPDATE
          SET days = days_united(l.days, excluded.days),
              (first_millis, source, message_id) = (
                SELECT * FROM (VALUES (l.first_millis, l.source, l.message_id),
                    (excluded.first_millis, excluded.source, excluded.message_id)) AS x (a, b, c)
                ORDER BY a, b, c LIMIT 1)
          """;

  /** More of links that join now, or are kept apart for another reason; as sightings add up. */
  static final String TURN =
      SEE
          + ", apart = CASE WHEN 'cut' IN (l.apart, excluded.apart) THEN 'cut'"
          + " ELSE LEAST(l.apart, excluded.apart) END";

  static final String SHARE =
      """
      INSERT INTO shared_identifier
          (type, value, profile, anchor, first_millis, source, message_id)
      SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[],
          $6::text[], $7::text[])
      ON CONFLICT DO NOTHING
      """;

  static final String WRITE_TRAITS =
      """
      INSERT INTO trait AS t (profile, name, anchor, value, precedence, time_millis,
          birth_partition, birth_offset, received_millis, source, message_id)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::bigint[],
          $6::bigint[], $7::int[], $8::bigint[], $9::bigint[], $10::text[], $11::text[])
      ON CONFLICT (profile, name, anchor) DO UPDATE
      SET value = excluded.value, precedence = excluded.precedence,
          time_millis = excluded.time_millis, birth_partition = excluded.birth_partition,
          birth_offset = excluded.birth_offset, received_millis = excluded.received_millis,
          source = excluded.source, message_id = excluded.message_id
      WHERE (excluded.precedence, excluded.time_millis,
              excluded.birth_partition, excluded.birth_offset)
          > (t.precedence, t.time_millis, t.birth_partition, t.birth_offset)
      """;

  /** Fails where somebody decided one of them meanwhile. */
  static final String DECIDE =
      """
      WITH decided AS (
      INSERT INTO decision AS d (birth_partition, birth_offset, message_id, decision)
      SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::bytea[])
        AS k (partition, "offset", message_id, decision)
      ORDER BY k.partition, k."offset"
      ON CONFLICT (birth_partition, birth_offset) DO UPDATE
      SET message_id = excluded.message_id, decision = excluded.decision, decided_at = now()
      WHERE d.message_id <> excluded.message_id
      RETURNING 1)
      SELECT all_met(count(*), cardinality($1::int[])) FROM decided
      """;

  private GraphStatements() {}
}
