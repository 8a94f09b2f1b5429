package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.linkage.run.LinkSink;
import dev.tributary.identity.domain.linkage.run.Method;
import dev.tributary.identity.domain.linkage.run.RunCancelled;
import dev.tributary.identity.storage.Columns;
import dev.tributary.identity.wire.RunWire;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes the links of one run, as long as it is the one that runs. */
record PostgresLinkSink(Postgres postgres, Clock clock, UUID run, Duration kept)
    implements LinkSink {

  private static final String MINE =
      "SELECT 1 FROM linkage_run WHERE id = $1 AND state = 'running' AND NOT cancel FOR SHARE";

  /** Pairs of which somebody said that they are not one: rejected the link, or cut them apart. */
  private static final String DENIED =
      """
      SELECT k.number
      FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS k (one, other, number)
      WHERE EXISTS (
        SELECT FROM soft_link l WHERE l.rejected_by IS NOT NULL
          AND (l.profile_a = k.one AND l.profile_b = k.other
               OR l.profile_a = k.other AND l.profile_b = k.one))
      OR EXISTS (
        SELECT FROM identifier a JOIN cell ca ON ca.id = a.cell JOIN cell ra ON ra.id = ca.root,
          string_to_table(ra.sides, ',') AS x,
          identifier b JOIN cell cb ON cb.id = b.cell JOIN cell rb ON rb.id = cb.root,
          string_to_table(rb.sides, ',') AS y
        WHERE a.id = k.one AND b.id = k.other
          AND split_part(x, '=', 1) = split_part(y, '=', 1) AND x <> y)
      """;

  private static final String WRITE =
      """
      INSERT INTO soft_link AS l (node_a, node_b, profile_a, profile_b, method, score, evidence,
          run, expires_at)
      SELECT DISTINCT ON (k.one, k.other) k.one, k.other, k.one, k.other, $5, k.score, k.evidence,
          $6, $7
      FROM unnest($1::uuid[], $2::uuid[], $3::double precision[], $4::text[])
          AS k (one, other, score, evidence)
      ORDER BY k.one, k.other, k.score DESC
      ON CONFLICT (node_a, node_b) DO UPDATE
      SET profile_a = EXCLUDED.profile_a, profile_b = EXCLUDED.profile_b,
          method = EXCLUDED.method, score = EXCLUDED.score, evidence = EXCLUDED.evidence,
          run = EXCLUDED.run, expires_at = EXCLUDED.expires_at
      WHERE l.rejected_by IS NULL
      """;

  private static final String FORGET =
      """
      DELETE FROM soft_link WHERE id = ANY (ARRAY(
        SELECT id FROM soft_link
        WHERE rejected_by IS NULL AND run <> $1 AND method = ANY ($2::text[]) LIMIT $3))
      RETURNING profile_a, profile_b
      """;

  @Override
  public int write(Method method, List<FoundLink> links) {
    return postgres.inTransaction(
        SoftLinkTables.LOCK, connection -> write(new SoftLinkTables(connection), method, links));
  }

  private int write(SoftLinkTables tables, Method method, List<FoundLink> links) {
    mine(tables);
    var current = current(tables, links);
    var denied = new LinkedHashSet<Long>();
    for (var row : tables.run(DENIED, pairs(current).tuple())) {
      denied.add(row.getLong(0));
    }
    var open = new ArrayList<Row>();
    Set<UUID> touched = new LinkedHashSet<>();
    for (int i = 0; i < current.size(); i++) {
      if (!denied.contains(i + 1L)) {
        open.add(current.get(i));
        touched.add(current.get(i).one());
        touched.add(current.get(i).other());
      }
    }
    if (open.isEmpty()) {
      return 0;
    }
    var now = clock.instant();
    var arguments = pairs(open).tuple();
    arguments.addArrayOfDouble(open.stream().map(Row::score).toArray(Double[]::new));
    arguments.addArrayOfString(open.stream().map(Row::evidence).toArray(String[]::new));
    arguments.addString(method.text()).addUUID(run);
    arguments.addOffsetDateTime(now.plus(kept).atOffset(ZoneOffset.UTC));
    int written = tables.run(WRITE, arguments).rowCount();
    tables.tell(touched, now);
    return written;
  }

  @Override
  public int forgetOthers(Set<Method> methods) {
    var names = methods.stream().map(Method::text).toArray(String[]::new);
    int all = 0;
    int some;
    do {
      some =
          postgres.inTransaction(
              SoftLinkTables.LOCK, connection -> forget(new SoftLinkTables(connection), names));
      all += some;
    } while (some == CHUNK);
    return all;
  }

  private int forget(SoftLinkTables tables, String[] methods) {
    mine(tables);
    var arguments = Tuple.tuple().addUUID(run).addArrayOfString(methods).addInteger(CHUNK);
    Set<UUID> touched = new LinkedHashSet<>();
    var rows = tables.run(FORGET, arguments);
    for (var row : rows) {
      touched.add(row.getUUID(0));
      touched.add(row.getUUID(1));
    }
    tables.tell(touched, clock.instant());
    return rows.rowCount();
  }

  /** Holds the run while the transaction lasts: nobody else takes it for abandoned and goes on. */
  private void mine(SoftLinkTables tables) {
    if (!tables.run(MINE, Tuple.of(run)).iterator().hasNext()) {
      throw new RunCancelled();
    }
  }

  /** The links by the profiles of now, in the order of those; pairs that are one are left out. */
  private static List<Row> current(SoftLinkTables tables, List<FoundLink> links) {
    Set<UUID> ends = new LinkedHashSet<>();
    links.forEach(link -> {
      ends.add(link.one());
      ends.add(link.other());
    });
    Map<UUID, UUID> current = tables.current(ends);
    var rows = new ArrayList<Row>();
    for (var link : links) {
      var one = current.get(link.one());
      var other = current.get(link.other());
      if (one != null && other != null && !one.equals(other)) {
        boolean inOrder = one.toString().compareTo(other.toString()) < 0;
        rows.add(
            new Row(
                inOrder ? one : other,
                inOrder ? other : one,
                Math.min(link.score().probability(), Math.nextDown(1.0)),
                evidence(link)));
      }
    }
    return rows;
  }

  private static String evidence(FoundLink link) {
    return JsonText.writeString(RunWire.evidence(link.score()));
  }

  private static Columns<Row> pairs(List<Row> rows) {
    return Columns.of(rows).uuids(Row::one).uuids(Row::other);
  }

  /** A row to be. */
  private record Row(UUID one, UUID other, double score, String evidence) {}
}
