package dev.tributary.identity.storage;

import dev.tributary.identity.domain.explain.GraphReader;
import dev.tributary.identity.domain.explain.Picture;
import dev.tributary.identity.domain.explain.SeenLink;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The graph's evidence in PostgreSQL. What belongs together is read from one state. */
@ApplicationScoped
class PostgresGraphReader implements GraphReader {

  private static final Comparator<SeenLink> OLDEST = Comparator.comparing(SeenLink::first);

  private final Postgres postgres;
  private final Installation installation;

  PostgresGraphReader(Postgres postgres, Installation installation) {
    this.postgres = postgres;
    this.installation = installation;
  }

  @Override
  public ProfileId id(Identifier identifier) {
    return installation.ids().of(identifier);
  }

  @Override
  public Optional<Picture> picture(ProfileId node, int most) {
    return inOneState(
        connection -> owner(connection, node).map(owner -> picture(connection, owner, most)));
  }

  @Override
  public Optional<Whereabouts> find(ProfileId node) {
    return inOneState(connection ->
        owner(connection, node)
            .map(row ->
                new Whereabouts(
                    new ProfileId(row.getUUID(1)), ClusterColumns.sides(row.getString(3)))));
  }

  @Override
  public List<Pair> joined(Collection<ProfileId> nodes, int most) {
    var ids = nodes.stream().map(ProfileId::value).toArray(UUID[]::new);
    var arguments = Tuple.tuple().addArrayOfUUID(ids).addInteger(most);
    return inOneState(connection -> {
      var pairs = new ArrayList<Pair>();
      for (var row :
          Postgres.await(Postgres.send(connection, GraphReaderStatements.NEIGHBOURS, arguments))) {
        pairs.add(pair(row));
      }
      return pairs;
    });
  }

  @Override
  public Map<Pair, SeenLink> links(Collection<Pair> pairs) {
    var arguments =
        Columns.of(pairs)
            .uuids(pair -> pair.low().value())
            .uuids(pair -> pair.high().value())
            .tuple();
    return inOneState(connection -> {
      var links = new HashMap<Pair, SeenLink>();
      for (var row :
          Postgres.await(Postgres.send(connection, GraphReaderStatements.PAIRS, arguments))) {
        links.put(pair(row), link(row));
      }
      return links;
    });
  }

  @Override
  public List<SeenLink> apart(ProfileId one, ProfileId other, int most) {
    return inOneState(connection -> {
      var first = owner(connection, one);
      var second = owner(connection, other);
      if (first.isEmpty() || second.isEmpty()) {
        return List.of();
      }
      var arguments = Tuple.of(first.get().getUUID(0), second.get().getUUID(0), most);
      return links(connection, GraphReaderStatements.APART_BETWEEN, arguments);
    });
  }

  private <T> T inOneState(Function<SqlConnection, T> work) {
    return postgres.inTransaction(GraphReaderStatements.ONE_STATE, work);
  }

  private static Optional<Row> owner(SqlConnection connection, ProfileId node) {
    var arguments = Tuple.of(node.value());
    var rows =
        Postgres.await(Postgres.send(connection, GraphReaderStatements.OWNER, arguments))
            .iterator();
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private static Picture picture(SqlConnection connection, Row owner, int most) {
    var arguments = Tuple.of(owner.getUUID(0), most + 1);
    var nodes = new ArrayList<Picture.Seen>();
    for (var row :
        Postgres.await(Postgres.send(connection, GraphReaderStatements.NODES, arguments))) {
      var identifier = Identifier.of(row.getString(0), row.getString(1));
      nodes.add(new Picture.Seen(identifier, ClusterColumns.origin(row, 2)));
    }
    nodes.sort(Comparator.comparing(Picture.Seen::first).thenComparing(Picture.Seen::identifier));
    var joined = links(connection, GraphReaderStatements.JOINED_LINKS, arguments);
    var apart = links(connection, GraphReaderStatements.APART_LINKS, arguments);
    boolean truncated = nodes.size() > most || joined.size() > most || apart.size() > most;
    return new Picture(
        new ProfileId(owner.getUUID(1)),
        owner.getLong(2),
        first(nodes, most),
        first(joined, most),
        first(apart, most),
        truncated);
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(all.size(), most));
  }

  private static List<SeenLink> links(SqlConnection connection, String sql, Tuple arguments) {
    var links = new ArrayList<SeenLink>();
    for (var row : Postgres.await(Postgres.send(connection, sql, arguments))) {
      links.add(link(row));
    }
    links.sort(OLDEST);
    return links;
  }

  private static Pair pair(Row row) {
    return new Pair(new ProfileId(row.getUUID(0)), new ProfileId(row.getUUID(1)));
  }

  private static SeenLink link(Row row) {
    return new SeenLink(
        Identifier.of(row.getString(2), row.getString(3)),
        Identifier.of(row.getString(4), row.getString(5)),
        ClusterColumns.origin(row, 6),
        row.getInteger(9),
        LocalDate.ofEpochDay(row.getInteger(10)),
        LocalDate.ofEpochDay(row.getInteger(11)),
        row.getString(12));
  }
}
