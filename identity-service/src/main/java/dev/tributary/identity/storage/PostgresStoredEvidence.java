package dev.tributary.identity.storage;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.simulate.StoredEvidence;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** All evidence in PostgreSQL, read from one state by cursors, a portion at a time. */
@ApplicationScoped
class PostgresStoredEvidence implements StoredEvidence {

  private static final int PORTION = 5_000;

  private static final String ONE_STATE =
      CutStatements.ONE_STATE + "; SET LOCAL statement_timeout = '120s'; SET LOCAL jit = off";

  private static final String IDENTIFIERS =
      """
      SELECT i.type, i.value, i.id, i.first_millis, r.survivor
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      """;

  private static final String SIDES = "SELECT node, cut, side FROM cut_side";

  private static final String LINKS =
      """
      SELECT COALESCE(a.type, l.type), COALESCE(a.value, l.value),
             COALESCE(b.type, l.type), COALESCE(b.value, l.value), l.apart,
             l.first_millis, l.source, l.message_id
      FROM link l LEFT JOIN identifier a ON a.id = l.low LEFT JOIN identifier b ON b.id = l.high
      UNION ALL
      SELECT i.type, i.value, s.type, s.value, '', s.first_millis, s.source, s.message_id
      FROM shared_identifier s JOIN identifier i ON i.id = s.anchor WHERE s.type = ANY ($1::text[])
      ORDER BY 6, 7, 8
      """;

  private static final String NAMED =
      "SELECT id, type, value FROM identifier WHERE id = ANY ($1::uuid[])";

  private final Postgres postgres;
  private final Installation installation;

  PostgresStoredEvidence(Postgres postgres, Installation installation) {
    this.postgres = postgres;
    this.installation = installation;
  }

  @Override
  public ProfileId id(Identifier identifier) {
    return installation.ids().of(identifier);
  }

  @Override
  public void read(Set<IdentifierType> shared, Visitor visitor) {
    var types = shared.stream().map(IdentifierType::name).toArray(String[]::new);
    postgres.inTransaction(
        ONE_STATE,
        connection -> {
          each(connection, IDENTIFIERS, Tuple.tuple(), row -> identifier(row, visitor));
          each(connection, SIDES, Tuple.tuple(), row -> side(row, visitor));
          each(connection, LINKS, Tuple.tuple().addArrayOfString(types), row -> link(row, visitor));
          return true;
        });
  }

  @Override
  public Map<ProfileId, Identifier> identifiers(Collection<ProfileId> nodes) {
    var ids = nodes.stream().map(ProfileId::value).toArray(UUID[]::new);
    return postgres.withConnection(connection -> {
      var named = new HashMap<ProfileId, Identifier>();
      for (var row :
          Postgres.await(Postgres.send(connection, NAMED, Tuple.tuple().addArrayOfUUID(ids)))) {
        named.put(new ProfileId(row.getUUID(0)), Identifier.of(row.getString(1), row.getString(2)));
      }
      return named;
    });
  }

  private static void each(
      SqlConnection connection, String sql, Tuple arguments, Consumer<Row> row) {
    var statement = Postgres.await(connection.prepare(sql));
    var cursor = statement.cursor(arguments);
    do {
      Postgres.await(cursor.read(PORTION)).forEach(row);
    } while (cursor.hasMore());
    Postgres.await(cursor.close());
    Postgres.await(statement.close());
  }

  private static void identifier(Row row, Visitor visitor) {
    visitor.identifier(
        Identifier.of(row.getString(0), row.getString(1)),
        new ProfileId(row.getUUID(2)),
        Instant.ofEpochMilli(row.getLong(3)),
        new ProfileId(row.getUUID(4)));
  }

  private static void side(Row row, Visitor visitor) {
    visitor.side(
        new ProfileId(row.getUUID(0)), new CutId(row.getUUID(1)), Side.valueOf(row.getString(2)));
  }

  private static void link(Row row, Visitor visitor) {
    visitor.link(
        Identifier.of(row.getString(0), row.getString(1)),
        Identifier.of(row.getString(2), row.getString(3)),
        row.getString(4),
        ClusterColumns.origin(row, 5));
  }
}
