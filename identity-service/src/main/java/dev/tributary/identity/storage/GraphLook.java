package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Graph;
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
import dev.tributary.platform.storage.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
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
 * Looks up what is known of a batch, in one round trip: identifiers, links, and what the events say
 * of the profiles that their own identifiers have. A second one is needed only where events could
 * join or rename profiles, or fill a limit over a span.
 *
 * <p>Takes no lock and no transaction. Decisions are asked for last in each trip: whatever another
 * worker stored before is seen either with its decision, or as a version that fails the write.
 */
final class GraphLook {

  private final SqlConnection connection;
  private final Batch batch;
  private final ProfileTables tables;
  private final Map<CellId, Map<String, Trait>> traits = new HashMap<>();
  private final Map<CellId, Map<Identifier, Set<ProfileId>>> shared = new HashMap<>();

  GraphLook(SqlConnection connection, Batch batch, ProfileTables tables) {
    this.connection = connection;
    this.batch = batch;
    this.tables = tables;
  }

  Known run(Rules rules) {
    connection.query(GraphQueries.PLAN_FOR_LARGE_TABLES).execute();
    var splits = askSplits(connection);
    var nodeRows = Postgres.send(connection, GraphQueries.NODES, batch.nodeKeys());
    var linkRows = unlessEmpty(batch.pairs(), GraphQueries.LINKS, Batch::linkKeys);
    var ownTraits = unlessEmpty(batch.traits(), GraphQueries.OWN_TRAITS, Batch::traitKeys);
    var ownShared = unlessEmpty(batch.shared(), GraphQueries.OWN_SHARED, Batch::sharedKeys);
    var decided = decisions();

    var found = Found.of(Postgres.await(nodeRows), batch);
    var links = Found.links(rows(linkRows));
    addTraits(rows(ownTraits));
    addShared(rows(ownShared));
    var wanted =
        Wanted.of(batch.events(), found.nodes(), found.clusters(), rules)
            .without(Wanted.own(batch.events(), found.nodes()));
    var more =
        wanted.isEmpty()
            ? new More(Map.of(), Map.of(), read(Postgres.await(decided)))
            : more(wanted, rules);
    return new Known(
        readSplits(splits),
        batch.ids(),
        found.nodes(),
        found.clusters(),
        links,
        traits,
        shared,
        more.identifiers(),
        more.given(),
        more.decisions());
  }

  /** The second trip. */
  private More more(Wanted wanted, Rules rules) {
    var wantedTraits = traits(wanted);
    var contested = contested(wanted);
    var wantedShared = shared(wanted);
    var listed = identifiers(wanted);
    var given = given(wanted, rules);
    var decided = decisions();
    addTraits(Postgres.await(wantedTraits));
    addTraits(rows(contested));
    addShared(Postgres.await(wantedShared));
    return new More(
        readIdentifiers(Postgres.await(listed)),
        readGiven(Postgres.await(given)),
        read(Postgres.await(decided)));
  }

  /** As {@link dev.tributary.identity.domain.graph.GraphStore#splits} counts them. */
  static long splits(SqlConnection connection) {
    return readSplits(askSplits(connection));
  }

  private static Future<RowSet<Row>> askSplits(SqlConnection connection) {
    return connection.preparedQuery(GraphQueries.SPLITS).execute();
  }

  private static long readSplits(Future<RowSet<Row>> answer) {
    return Postgres.await(answer).iterator().next().getLong(0);
  }

  private @Nullable Future<RowSet<Row>> unlessEmpty(
      Set<?> keys, String statement, Function<Batch, Tuple> arguments) {
    return keys.isEmpty() ? null : Postgres.send(connection, statement, arguments.apply(batch));
  }

  private static Iterable<Row> rows(@Nullable Future<RowSet<Row>> answer) {
    return answer == null ? List.of() : Postgres.await(answer);
  }

  private Future<RowSet<Row>> decisions() {
    var births =
        Columns.of(batch.events())
            .ints(event -> event.birth().partition())
            .longs(event -> event.birth().offset())
            .tuple();
    return Postgres.send(connection, GraphQueries.DECISIONS, births);
  }

  private Future<RowSet<Row>> traits(Wanted wanted) {
    var keys = pairs(wanted.traits());
    var arguments =
        Columns.of(keys).uuids(key -> key.getKey().value()).texts(Map.Entry::getValue).tuple();
    return Postgres.send(connection, GraphQueries.TRAITS, arguments);
  }

  /** Nothing is asked for where two profiles with traits do not meet. */
  private @Nullable Future<RowSet<Row>> contested(Wanted wanted) {
    if (tables == ProfileTables.LEFT_OUT || wanted.contested().isEmpty()) {
      return null;
    }
    var roots = Columns.of(wanted.contested()).uuids(CellId::value).tuple();
    return Postgres.send(connection, GraphQueries.ALL_TRAITS, roots);
  }

  private Future<RowSet<Row>> shared(Wanted wanted) {
    var keys = pairs(wanted.shared());
    var arguments =
        Columns.of(keys)
            .uuids(key -> key.getKey().value())
            .texts(key -> key.getValue().type().name())
            .texts(key -> key.getValue().value())
            .tuple();
    return Postgres.send(connection, GraphQueries.SHARED, arguments);
  }

  private Future<RowSet<Row>> identifiers(Wanted wanted) {
    var roots = wanted.listed().stream().map(CellId::value).toArray(UUID[]::new);
    var arguments = Tuple.tuple().addArrayOfUUID(roots).addInteger(Graph.MAX_BROUGHT_IN);
    return Postgres.send(connection, GraphQueries.IDENTIFIERS, arguments);
  }

  private Future<RowSet<Row>> given(Wanted wanted, Rules rules) {
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

  private void addTraits(Iterable<Row> rows) {
    for (var row : rows) {
      var trait = TraitColumns.read(row, 1);
      traits
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .put(trait.name(), trait);
    }
  }

  private void addShared(Iterable<Row> rows) {
    for (var row : rows) {
      shared
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .computeIfAbsent(Identifier.of(row.getString(1), row.getString(2)), _ -> new HashSet<>())
          .add(new ProfileId(row.getUUID(3)));
    }
  }

  private static Map<CellId, List<Identifier>> readIdentifiers(RowSet<Row> rows) {
    var identifiers = new HashMap<CellId, List<Identifier>>();
    for (var row : rows) {
      identifiers
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new ArrayList<>())
          .add(Identifier.of(row.getString(1), row.getString(2)));
    }
    return identifiers;
  }

  private static Map<CellId, Map<IdentifierType, List<Instant>>> readGiven(RowSet<Row> rows) {
    var given = new HashMap<CellId, Map<IdentifierType, List<Instant>>>();
    for (var row : rows) {
      given
          .computeIfAbsent(new CellId(row.getUUID(0)), _ -> new HashMap<>())
          .computeIfAbsent(new IdentifierType(row.getString(1)), _ -> new ArrayList<>())
          .add(Instant.ofEpochMilli(row.getLong(2)));
    }
    return given;
  }

  private static Map<Birth, StoredDecision> read(RowSet<Row> rows) {
    var decisions = new HashMap<Birth, StoredDecision>();
    for (var row : rows) {
      var birth = new Birth(row.getInteger(0), row.getLong(1));
      var decision = DecisionWire.parse(row.getBuffer(3).getBytes());
      decisions.put(birth, new StoredDecision(birth, row.getString(2), decision));
    }
    return decisions;
  }

  private record More(
      Map<CellId, List<Identifier>> identifiers,
      Map<CellId, Map<IdentifierType, List<Instant>>> given,
      Map<Birth, StoredDecision> decisions) {}
}
