package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Graph;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Known;
import dev.tributary.identity.domain.graph.StoredDecision;
import dev.tributary.identity.domain.graph.Wanted;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.platform.domain.Unavailable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The graph in PostgreSQL. Looking costs two round trips, of which the first finds out what the
 * second need not ask; writing costs two.
 *
 * <p>Looking takes no lock and no transaction. Decisions are asked for last: whatever another
 * worker stored before is seen either with its decision, or as a version that fails {@link #write}.
 */
@ApplicationScoped
class PostgresGraphStore implements GraphStore {

  private final Postgres postgres;
  private final Installation installation;
  private final Clock clock;
  private final ProfileTables tables;

  PostgresGraphStore(
      Postgres postgres, Installation installation, Clock clock, ProfileTables tables) {
    this.postgres = postgres;
    this.installation = installation;
    this.clock = clock;
    this.tables = tables;
  }

  @Override
  public Known look(List<Evidence> events, Rules rules) {
    var batch = Batch.of(events, installation.ids());
    return postgres.withConnection(connection -> look(connection, batch, rules));
  }

  @Override
  public long splits() {
    return postgres.withConnection(connection ->
        Postgres.await(connection.preparedQuery(GraphQueries.SPLITS).execute())
            .iterator()
            .next()
            .getLong(0));
  }

  @Override
  public boolean write(Changes changes) {
    return postgres.withConnection(
        connection -> new GraphWrite(connection, changes, clock, tables).run());
  }

  @Override
  public <T> T hold(Set<CellId> cells, Function<GraphStore, T> attempt) {
    return postgres.withConnection(connection -> {
      var held = new Held(connection);
      try {
        held.begin(cells);
        return attempt.apply(held);
      } finally {
        held.end();
      }
    });
  }

  private Known look(SqlConnection connection, Batch batch, Rules rules) {
    connection.query(GraphQueries.PLAN_FOR_LARGE_TABLES).execute();
    var nodeRows = Postgres.send(connection, GraphQueries.NODES, batch.nodeKeys());
    var found = Found.of(Postgres.await(nodeRows), batch);
    var linkRows = Postgres.send(connection, GraphQueries.LINKS, batch.linkKeys(found.ids()));
    var wanted = Wanted.of(batch.events(), found.nodes(), found.clusters(), rules);
    if (wanted.isEmpty()) {
      var decided = decisions(connection, batch.events());
      return new Known(
          batch.ids(),
          found.nodes(),
          found.clusters(),
          Found.links(Postgres.await(linkRows)),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          decisions(Postgres.await(decided)));
    }
    var traits = traits(connection, wanted);
    var contested = contested(connection, wanted);
    var shared = shared(connection, wanted);
    var listed = identifiers(connection, wanted);
    var given = given(connection, wanted, rules);
    var decided = decisions(connection, batch.events());
    return new Known(
        batch.ids(),
        found.nodes(),
        found.clusters(),
        Found.links(Postgres.await(linkRows)),
        traits(traits, contested),
        shared(Postgres.await(shared)),
        identifiers(Postgres.await(listed)),
        given(Postgres.await(given)),
        decisions(Postgres.await(decided)));
  }

  private static Future<RowSet<Row>> decisions(SqlConnection connection, List<Evidence> events) {
    var births =
        Columns.of(events)
            .ints(event -> event.birth().partition())
            .longs(event -> event.birth().offset())
            .tuple();
    return Postgres.send(connection, GraphQueries.DECISIONS, births);
  }

  private static Future<RowSet<Row>> traits(SqlConnection connection, Wanted wanted) {
    var keys = pairs(wanted.traits());
    var arguments =
        Columns.of(keys).uuids(key -> key.getKey().value()).texts(Map.Entry::getValue).tuple();
    return Postgres.send(connection, GraphQueries.TRAITS, arguments);
  }

  /** Nothing is asked for where two profiles with traits do not meet. */
  private @Nullable Future<RowSet<Row>> contested(SqlConnection connection, Wanted wanted) {
    if (tables == ProfileTables.LEFT_OUT || wanted.contested().isEmpty()) {
      return null;
    }
    var roots = Columns.of(wanted.contested()).uuids(CellId::value).tuple();
    return Postgres.send(connection, GraphQueries.ALL_TRAITS, roots);
  }

  private static Future<RowSet<Row>> shared(SqlConnection connection, Wanted wanted) {
    var keys = pairs(wanted.shared());
    var arguments =
        Columns.of(keys)
            .uuids(key -> key.getKey().value())
            .texts(key -> key.getValue().type().name())
            .texts(key -> key.getValue().value())
            .tuple();
    return Postgres.send(connection, GraphQueries.SHARED, arguments);
  }

  private static Future<RowSet<Row>> identifiers(SqlConnection connection, Wanted wanted) {
    var roots = wanted.listed().stream().map(CellId::value).toArray(UUID[]::new);
    var arguments = Tuple.tuple().addArrayOfUUID(roots).addInteger(Graph.MAX_BROUGHT_IN);
    return Postgres.send(connection, GraphQueries.IDENTIFIERS, arguments);
  }

  private static Future<RowSet<Row>> given(SqlConnection connection, Wanted wanted, Rules rules) {
    var keys = pairs(wanted.given());
    var arguments =
        Columns.of(keys)
            .uuids(key -> key.getKey().value())
            .texts(key -> key.getValue().name())
            .ints(key -> 1 + mostValues(rules, key.getValue()))
            .tuple();
    return Postgres.send(connection, GraphQueries.GIVEN, arguments);
  }

  private static int mostValues(Rules rules, IdentifierType type) {
    return rules.limits(type).stream().mapToInt(Limit::values).max().orElse(0);
  }

  private static <T> List<Map.Entry<CellId, T>> pairs(Map<CellId, Set<T>> wanted) {
    var pairs = new ArrayList<Map.Entry<CellId, T>>();
    wanted.forEach((root, all) -> all.forEach(each -> pairs.add(Map.entry(root, each))));
    return pairs;
  }

  private static Map<CellId, Map<String, Trait>> traits(
      Future<RowSet<Row>> wanted, @Nullable Future<RowSet<Row>> contested) {
    var traits = new HashMap<CellId, Map<String, Trait>>();
    read(Postgres.await(wanted), traits);
    if (contested != null) {
      read(Postgres.await(contested), traits);
    }
    return traits;
  }

  private static void read(RowSet<Row> rows, Map<CellId, Map<String, Trait>> traits) {
    for (var row : rows) {
      var trait = TraitColumns.read(row, 1);
      traits
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .put(trait.name(), trait);
    }
  }

  private static Map<CellId, Map<Identifier, Set<ProfileId>>> shared(RowSet<Row> rows) {
    var shared = new HashMap<CellId, Map<Identifier, Set<ProfileId>>>();
    for (var row : rows) {
      shared
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .computeIfAbsent(Identifier.of(row.getString(1), row.getString(2)), _ -> new HashSet<>())
          .add(new ProfileId(row.getUUID(3)));
    }
    return shared;
  }

  private static Map<CellId, List<Identifier>> identifiers(RowSet<Row> rows) {
    var identifiers = new HashMap<CellId, List<Identifier>>();
    for (var row : rows) {
      identifiers
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new ArrayList<>())
          .add(Identifier.of(row.getString(1), row.getString(2)));
    }
    return identifiers;
  }

  private static Map<CellId, Map<IdentifierType, List<Instant>>> given(RowSet<Row> rows) {
    var given = new HashMap<CellId, Map<IdentifierType, List<Instant>>>();
    for (var row : rows) {
      given
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .computeIfAbsent(new IdentifierType(row.getString(1)), _ -> new ArrayList<>())
          .add(Instant.ofEpochMilli(row.getLong(2)));
    }
    return given;
  }

  private static Map<Birth, StoredDecision> decisions(RowSet<Row> rows) {
    var decisions = new HashMap<Birth, StoredDecision>();
    for (var row : rows) {
      var birth = new Birth(row.getInteger(0), row.getLong(1));
      var decision = DecisionWire.parse(row.getBuffer(3).getBytes());
      decisions.put(birth, new StoredDecision(birth, row.getString(2), decision));
    }
    return decisions;
  }

  /** The store as seen from within a transaction that ends with its first write. */
  private final class Held implements GraphStore {

    private final SqlConnection connection;
    private boolean ended;

    Held(SqlConnection connection) {
      this.connection = connection;
    }

    /** Where others hold them for too long, goes on without. */
    void begin(Set<CellId> cells) {
      var ids = cells.stream().map(CellId::value).toArray(UUID[]::new);
      connection.query(GraphStatements.BEGIN).execute();
      var holding =
          Postgres.send(connection, GraphStatements.HOLD, Tuple.tuple().addArrayOfUUID(ids));
      try {
        Postgres.await(holding);
      } catch (Unavailable e) {
        if (!Postgres.lostRace(e)) {
          throw e;
        }
        connection.query("ROLLBACK").execute();
        connection.query(GraphStatements.BEGIN).execute();
      }
    }

    void end() {
      if (!ended) {
        connection.query("ROLLBACK").execute();
        ended = true;
      }
    }

    @Override
    public Known look(List<Evidence> events, Rules rules) {
      return PostgresGraphStore.this.look(connection, Batch.of(events, installation.ids()), rules);
    }

    @Override
    public long splits() {
      return PostgresGraphStore.this.splits();
    }

    @Override
    public boolean write(Changes changes) {
      ended = true;
      return new GraphWrite(connection, changes, clock, tables).end();
    }

    @Override
    public <T> T hold(Set<CellId> cells, Function<GraphStore, T> attempt) {
      throw new IllegalStateException("Cells are held already");
    }
  }
}
