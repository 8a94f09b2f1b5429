package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.linkage.link.SoftLink;
import dev.tributary.identity.domain.linkage.link.SoftLink.Finding;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore.Links;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.storage.Columns;
import dev.tributary.identity.wire.SoftLinkWire;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.proto.v1.Resolved;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Soft links on one connection. Whoever writes takes {@link #LOCK} first, across all instances: so
 * what is told of a profile is told in the order in which it became true, and no merge is missed
 * between looking and writing.
 */
record SoftLinkTables(SqlConnection connection) {

  /** Begins a transaction of a writer, after {@code BEGIN}. Any number no other lock has. */
  static final String LOCK =
      "SET LOCAL statement_timeout = '30s';"
          + " SET LOCAL idle_in_transaction_session_timeout = '30s';"
          + " SELECT pg_advisory_xact_lock(7236282104563110)";

  private static final String CURRENT =
      """
      SELECT k.id, r.survivor
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier i ON i.id = k.id JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      """;

  private static final String LINKS =
      """
      SELECT k.profile, l.id, l.other, l.method, l.score, l.evidence, l.expires_at
      FROM unnest($1::uuid[]) AS k (profile)
      CROSS JOIN LATERAL (
        SELECT * FROM (
          SELECT DISTINCT ON (x.other) x.* FROM (
            SELECT id, profile_b AS other, method, score, evidence, expires_at, rejected_by
            FROM soft_link WHERE profile_a = k.profile
            UNION ALL
            SELECT id, profile_a, method, score, evidence, expires_at, rejected_by
            FROM soft_link WHERE profile_b = k.profile
          ) x
          WHERE x.other <> k.profile
          ORDER BY x.other, x.rejected_by NULLS LAST, x.expires_at > $2 DESC, x.score DESC, x.id
        ) y
        WHERE y.rejected_by IS NULL AND y.expires_at > $2 AND y.score >= $3
        ORDER BY y.score DESC, y.other LIMIT $4
      ) l
      ORDER BY k.profile, l.score DESC, l.other
      """;

  private static final String IDENTIFIERS =
      """
      SELECT k.id, x.type, x.value
      FROM unnest($1::uuid[]) AS k (id)
      JOIN identifier n ON n.id = k.id JOIN cell c ON c.id = n.cell
      CROSS JOIN LATERAL (
        (SELECT i.type, i.value FROM identifier i WHERE i.cell = c.root LIMIT $2)
        UNION ALL
        (SELECT i.type, i.value
         FROM cell a JOIN identifier i ON i.cell = a.id
         WHERE a.root = c.root AND a.root <> a.id LIMIT $2)
        ORDER BY type, value LIMIT $2
      ) x
      """;

  private static final String TELL =
      """
      INSERT INTO outbox (key, value)
      SELECT k.key, k.value
      FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS k (key, value, number)
      ORDER BY k.number
      """;

  RowSet<Row> run(String statement, Tuple arguments) {
    return Postgres.await(Postgres.send(connection, statement, arguments));
  }

  /** The profiles that have these nodes now; what nobody has is left out. */
  Map<UUID, UUID> current(Collection<UUID> nodes) {
    var current = new HashMap<UUID, UUID>();
    for (var row : run(CURRENT, Columns.of(nodes).uuids(node -> node).tuple())) {
      current.put(row.getUUID(0), row.getUUID(1));
    }
    return current;
  }

  /** The open links of each profile, by exactly these ids. */
  List<Links> links(Collection<UUID> profiles, double minimum, Instant now) {
    var links = new LinkedHashMap<UUID, List<Row>>();
    profiles.forEach(profile -> links.put(profile, new ArrayList<>()));
    var arguments =
        Columns.of(profiles)
            .uuids(profile -> profile)
            .tuple()
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addDouble(minimum)
            .addInteger(SoftLinkStore.MOST_OF_ONE);
    Set<UUID> others = new LinkedHashSet<>();
    for (var row : run(LINKS, arguments)) {
      links.computeIfAbsent(row.getUUID(0), _ -> new ArrayList<>()).add(row);
      others.add(row.getUUID(2));
    }
    var identifiers = identifiers(others);
    var all = new ArrayList<Links>();
    links.forEach((profile, rows) ->
        all.add(
            new Links(
                new ProfileId(profile),
                rows.stream().map(row -> link(row, identifiers)).toList())));
    return all;
  }

  /** Tells what the links of these profiles are now. */
  void tell(Collection<UUID> profiles, Instant now) {
    if (profiles.isEmpty()) {
      return;
    }
    var links = links(profiles, 0, now);
    var rows =
        Columns.of(links)
            .texts(each -> each.profile().text())
            .bytes(each ->
                Resolved.newBuilder()
                    .setSoftLinks(SoftLinkWire.toWire(each, now))
                    .build()
                    .toByteArray())
            .tuple();
    var _ = run(TELL, rows);
  }

  private Map<UUID, List<Identifier>> identifiers(Set<UUID> profiles) {
    var identifiers = new HashMap<UUID, List<Identifier>>();
    if (profiles.isEmpty()) {
      return identifiers;
    }
    var arguments =
        Columns.of(profiles)
            .uuids(profile -> profile)
            .tuple()
            .addInteger(SoftLink.MOST_IDENTIFIERS);
    for (var row : run(IDENTIFIERS, arguments)) {
      identifiers
          .computeIfAbsent(row.getUUID(0), _ -> new ArrayList<>())
          .add(Identifier.of(row.getString(1), row.getString(2)));
    }
    return identifiers;
  }

  private static SoftLink link(Row row, Map<UUID, List<Identifier>> identifiers) {
    return new SoftLink(
        row.getUUID(1),
        new ProfileId(row.getUUID(2)),
        new Finding(row.getString(3), row.getDouble(4), JsonText.parse(row.getString(5))),
        row.getOffsetDateTime(6).toInstant(),
        identifiers.getOrDefault(row.getUUID(2), List.of()));
  }
}
