package dev.tributary.identity.storage;

/** The statements of cuts: those that load a customer in full, then those that take it apart. */
final class CutStatements {

  /** One state of the customer, whatever workers change meanwhile. */
  static final String ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

  static final String EDIT = "SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '120s'";

  static final String CLUSTER =
      """
      SELECT r.id, r.survivor, r.counts, r.sides, r.traits, r.size, r.version,
             r.first_millis, r.first_source, r.first_message_id,
             r.last_millis, r.last_source, r.last_message_id
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      WHERE i.id = $1
      """;

  /** The nodes of a root: the cell of its own first, then those it absorbed. */
  static final String NODES_OF_ROOT =
      """
      (SELECT i.* FROM identifier i WHERE i.cell = $1
       UNION ALL
       SELECT i.* FROM cell c JOIN identifier i ON i.cell = c.id
       WHERE c.root = $1 AND c.root <> c.id) n
      """;

  static final String NODES =
      "SELECT n.id, n.type, n.value, n.first_millis, n.source, n.message_id FROM "
          + NODES_OF_ROOT
          + " LIMIT $2";

  static final String JOINED =
      "SELECT l.low, l.high FROM "
          + NODES_OF_ROOT
          + " JOIN link l ON l.low = n.id WHERE l.apart = ''";

  static final String SIDES =
      "SELECT s.node, s.cut, s.side FROM " + NODES_OF_ROOT + " JOIN cut_side s ON s.node = n.id";

  static final String TRAITS =
      """
      SELECT name, value, precedence, time_millis, birth_partition, birth_offset,
             received_millis, source, message_id, anchor
      FROM trait WHERE profile = $1
      """;

  static final String SHARED =
      "SELECT type, value, anchor FROM shared_identifier WHERE profile = $1";

  static final String LOCK = "SELECT version FROM cell WHERE id = $1 AND root = id FOR UPDATE";

  static final String CUT = "INSERT INTO cut (id, made_by, reason) VALUES ($1, $2, $3)";

  static final String SIDE =
      """
      INSERT INTO cut_side (cut, node, side)
      SELECT $1, * FROM unnest($2::uuid[], $3::text[])
      """;

  static final String CUT_LINK =
      """
      INSERT INTO cut_link (cut, low, high) SELECT $1, * FROM unnest($2::uuid[], $3::uuid[])
      """;

  static final String MARK_CUT =
      """
      UPDATE link l SET apart = 'cut'
      FROM unnest($1::uuid[], $2::uuid[]) AS k (low, high)
      WHERE l.low = k.low AND l.high = k.high
      """;

  static final String GIVE_TO_CELL = "UPDATE identifier SET cell = $1 WHERE id = ANY ($2::uuid[])";

  static final String TAKE_TRAITS =
      "UPDATE trait SET profile = $1 WHERE profile = $2 AND anchor = ANY ($3::uuid[])";

  static final String TAKE_SHARED =
      "UPDATE shared_identifier SET profile = $1 WHERE profile = $2 AND anchor = ANY ($3::uuid[])";

  static final String COUNT_SPLIT = "UPDATE installation SET splits = splits + 1";

  static final String TELL = "INSERT INTO outbox (topic, key, value) VALUES ($1, $2, $3)";

  static final String TELL_ROWS =
      """
      INSERT INTO outbox (topic, key, value)
      SELECT $1, k.key, k.value FROM unnest($2::text[], $3::bytea[]) AS k (key, value)
      """;

  /** Roots that a cut concerns, locked in order. */
  static final String LOCK_CONCERNED =
      """
      SELECT r.id, r.sides FROM cell r WHERE r.id IN (
        SELECT c.root FROM cut_side s JOIN identifier i ON i.id = s.node
        JOIN cell c ON c.id = i.cell WHERE s.cut = $1)
      ORDER BY r.id FOR UPDATE
      """;

  /** What was cut may be joined again: by an event that names both, or at once by a person. */
  static final String LIFT_LINKS =
      """
      UPDATE link l SET apart = 'lifted' FROM cut_link k
      WHERE k.cut = $1 AND l.low = k.low AND l.high = k.high AND l.apart = 'cut'
        AND NOT EXISTS (
          SELECT FROM cut_link o WHERE o.low = k.low AND o.high = k.high AND o.cut <> k.cut)
      """;

  static final String FORGET = "DELETE FROM cut WHERE id = $1";

  static final String WRITE_SIDES =
      "UPDATE cell SET sides = $2, version = version + 1 WHERE id = $1";

  static final String LINKS_OF_CUT =
      """
      SELECT a.type, a.value, b.type, b.value
      FROM cut_link k JOIN identifier a ON a.id = k.low JOIN identifier b ON b.id = k.high
      WHERE k.cut = $1
      """;

  private CutStatements() {}
}
