package dev.tributary.identity.storage;

/**
 * The statements that change the graph, in the order in which they are sent. Rows are locked class
 * by class and in order within each, so that workers queue up instead of locking each other out.
 */
final class GraphStatements {

  static final String BEGIN =
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
          + " SET LOCAL enable_mergejoin = off;"
          + " SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '30s'";

  static final String LOCK =
      """
      SELECT id, version FROM profile WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
      """;

  static final String CREATE =
      """
      INSERT INTO profile (id, root, survivor, user_id, size, version,
          first_millis, first_source, first_message_id, last_millis, last_source, last_message_id)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::bigint[],
          $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[])
        AS k (id, root, survivor, user_id, size, version, a, b, c, d, e, f)
      ORDER BY k.id
      ON CONFLICT DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE profile p
      SET survivor = k.survivor, user_id = k.user_id, size = k.size, version = k.version,
          first_millis = k.a, first_source = k.b, first_message_id = k.c,
          last_millis = k.d, last_source = k.e, last_message_id = k.f
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::bigint[],
          $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[])
        AS k (id, survivor, user_id, size, version, a, b, c, d, e, f)
      WHERE p.id = k.id
      """;

  static final String MOVE_ABSORBED =
      """
      UPDATE profile p SET root = k.into_root
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE p.root = k.from_root AND p.root <> p.id
      """;

  static final String MOVE_ROOT =
      """
      UPDATE profile p SET root = k.into_root, version = p.version + 1
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      WHERE p.id = k.from_root
      """;

  static final String MOVE_TRAITS =
      """
      INSERT INTO trait AS t (profile, name, value, time_millis, birth_partition, birth_offset,
          received_millis, source, message_id)
      SELECT DISTINCT ON (k.into_root, m.name) k.into_root, m.name, m.value, m.time_millis,
          m.birth_partition, m.birth_offset, m.received_millis, m.source, m.message_id
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      JOIN trait m ON m.profile = k.from_root
      ORDER BY k.into_root, m.name,
          m.time_millis DESC, m.birth_partition DESC, m.birth_offset DESC
      ON CONFLICT (profile, name) DO UPDATE
      SET value = excluded.value, time_millis = excluded.time_millis,
          birth_partition = excluded.birth_partition, birth_offset = excluded.birth_offset,
          received_millis = excluded.received_millis, source = excluded.source,
          message_id = excluded.message_id
      WHERE (excluded.time_millis, excluded.birth_partition, excluded.birth_offset)
          > (t.time_millis, t.birth_partition, t.birth_offset)
      """;

  static final String FORGET_MOVED_TRAITS = "DELETE FROM trait WHERE profile = ANY ($1::uuid[])";

  static final String MOVE_SHARED =
      """
      INSERT INTO shared_identifier (profile, type, value, first_millis, source, message_id)
      SELECT DISTINCT ON (k.into_root, m.type, m.value)
          k.into_root, m.type, m.value, m.first_millis, m.source, m.message_id
      FROM unnest($1::uuid[], $2::uuid[]) AS k (from_root, into_root)
      JOIN shared_identifier m ON m.profile = k.from_root
      ORDER BY k.into_root, m.type, m.value, m.first_millis, m.source, m.message_id
      ON CONFLICT DO NOTHING
      """;

  static final String FORGET_MOVED_SHARED =
      "DELETE FROM shared_identifier WHERE profile = ANY ($1::uuid[])";

  static final String LINK =
      """
      INSERT INTO identifier (type, value, profile, first_millis, source, message_id)
      SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::text[])
        AS k (type, value, profile, a, b, c)
      ORDER BY k.type COLLATE "C", k.value COLLATE "C"
      ON CONFLICT DO NOTHING
      """;

  static final String LINK_SHARED =
      """
      INSERT INTO shared_identifier (type, value, profile, first_millis, source, message_id)
      SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::text[])
      ON CONFLICT DO NOTHING
      """;

  static final String WRITE_TRAITS =
      """
      INSERT INTO trait AS t (profile, name, value, time_millis, birth_partition, birth_offset,
          received_millis, source, message_id)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::int[],
          $6::bigint[], $7::bigint[], $8::text[], $9::text[])
      ON CONFLICT (profile, name) DO UPDATE
      SET value = excluded.value, time_millis = excluded.time_millis,
          birth_partition = excluded.birth_partition, birth_offset = excluded.birth_offset,
          received_millis = excluded.received_millis, source = excluded.source,
          message_id = excluded.message_id
      WHERE (excluded.time_millis, excluded.birth_partition, excluded.birth_offset)
          > (t.time_millis, t.birth_partition, t.birth_offset)
      """;

  static final String DECIDE =
      """
      INSERT INTO decision AS d (birth_partition, birth_offset, message_id, decision)
      SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::bytea[])
        AS k (partition, "offset", message_id, decision)
      ORDER BY k.partition, k."offset"
      ON CONFLICT (birth_partition, birth_offset) DO UPDATE
      SET message_id = excluded.message_id, decision = excluded.decision, decided_at = now()
      WHERE d.message_id <> excluded.message_id
      """;

  private GraphStatements() {}
}
