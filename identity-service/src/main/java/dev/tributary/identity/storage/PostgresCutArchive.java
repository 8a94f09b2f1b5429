package dev.tributary.identity.storage;

import dev.tributary.identity.domain.cut.CutArchive;
import dev.tributary.identity.domain.cut.MadeCut;
import dev.tributary.identity.domain.cut.MadeCut.Place;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The cuts of PostgreSQL, as people read them. */
@ApplicationScoped
class PostgresCutArchive implements CutArchive {

  private static final String CUTS =
      """
      SELECT c.id, c.made_by, c.reason, c.made_at,
             (SELECT count(*) FROM cut_link k WHERE k.cut = c.id)::int
      FROM cut c
      """;

  private static final String ONE = CUTS + "WHERE c.id = $1";

  /** After the one named first; after none where there is no such cut any more. */
  private static final String PAGE =
      """
      ($1::uuid IS NULL
       OR (c.made_at, c.id) < (SELECT l.made_at, l.id FROM cut l WHERE l.id = $1))
      ORDER BY c.made_at DESC, c.id DESC LIMIT $2
      """;

  private static final String ALL = CUTS + "WHERE " + PAGE;

  private static final String OF_PROFILE =
      CUTS
          + """
          WHERE c.id IN (
            SELECT s.cut FROM cell c JOIN identifier i ON i.cell = c.id
            JOIN cut_side s ON s.node = i.id
            WHERE c.root = (
              SELECT o.root FROM identifier n JOIN cell o ON o.id = n.cell WHERE n.id = $3)) AND
          """
          + PAGE;

  private static final String SIDES =
      """
      SELECT k.id, k.side, i.type, i.value, r.survivor
      FROM unnest($1::uuid[], $2::text[]) AS k (id, side)
      CROSS JOIN LATERAL (
        SELECT s.node FROM cut_side s WHERE s.cut = k.id AND s.side = k.side
        ORDER BY s.node LIMIT $3) s
      JOIN identifier i ON i.id = s.node
      JOIN cell c ON c.id = i.cell
      JOIN cell r ON r.id = c.root
      ORDER BY i.type, i.value
      """;

  private final Postgres postgres;

  PostgresCutArchive(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public Optional<MadeCut> find(CutId id) {
    return read(ONE, Tuple.of(id.value())).stream().findAny();
  }

  @Override
  public List<MadeCut> all(Optional<CutId> after, int most) {
    return read(ALL, page(after, most));
  }

  @Override
  public List<MadeCut> of(ProfileId profile, Optional<CutId> after, int most) {
    return read(OF_PROFILE, page(after, most).addUUID(profile.value()));
  }

  private static Tuple page(Optional<CutId> after, int most) {
    return Tuple.tuple().addValue(after.map(CutId::value).orElse(null)).addInteger(most);
  }

  private List<MadeCut> read(String statement, Tuple arguments) {
    return postgres.inTransaction(
        CutStatements.ONE_STATE,
        connection -> {
          var rows = Postgres.await(Postgres.send(connection, statement, arguments));
          var sides = sides(connection, rows);
          var cuts = new ArrayList<MadeCut>();
          for (var row : rows) {
            var of = sides.getOrDefault(row.getUUID(0), Map.of());
            OffsetDateTime madeAt = row.getOffsetDateTime(3);
            cuts.add(
                new MadeCut(
                    new CutId(row.getUUID(0)),
                    row.getString(1),
                    row.getString(2),
                    madeAt.toInstant(),
                    of.getOrDefault(Side.ONE, List.of()),
                    of.getOrDefault(Side.OTHER, List.of()),
                    row.getInteger(4)));
          }
          return cuts;
        });
  }

  private static Map<UUID, Map<Side, List<Place>>> sides(
      SqlConnection connection, RowSet<Row> cuts) {
    var ids = new ArrayList<UUID>();
    var wanted = new ArrayList<String>();
    for (var cut : cuts) {
      for (var side : Side.values()) {
        ids.add(cut.getUUID(0));
        wanted.add(side.name());
      }
    }
    var arguments =
        Tuple.tuple()
            .addArrayOfUUID(ids.toArray(UUID[]::new))
            .addArrayOfString(wanted.toArray(String[]::new))
            .addInteger(MadeCut.MAX_SHOWN);
    var sides = new HashMap<UUID, Map<Side, List<Place>>>();
    for (var row : Postgres.await(Postgres.send(connection, SIDES, arguments))) {
      sides
          .computeIfAbsent(row.getUUID(0), _ -> new EnumMap<>(Side.class))
          .computeIfAbsent(Side.valueOf(row.getString(1)), _ -> new ArrayList<>())
          .add(
              new Place(
                  Identifier.of(row.getString(2), row.getString(3)),
                  new ProfileId(row.getUUID(4))));
    }
    return sides;
  }
}
