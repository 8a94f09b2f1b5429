package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.Graph;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Known;
import dev.tributary.identity.domain.graph.StoredDecision;
import dev.tributary.identity.domain.graph.Wanted;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.identity.wire.DecisionWire;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The graph in PostgreSQL. Looking costs one round trip for events of known profiles that bring
 * nothing new, two where traits, groups or merges are in play; writing costs two.
 *
 * <p>Looking takes no lock and no transaction. Decisions are asked for last: whatever another
 * worker stored before is seen either with its decision, or as a version that fails {@link #write}.
 */
@ApplicationScoped
class PostgresGraphStore implements GraphStore {

  private final Postgres postgres;

  PostgresGraphStore(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public Known look(List<Evidence> events) {
    return postgres.withConnection(connection -> look(connection, events));
  }

  @Override
  public boolean write(Changes changes) {
    return postgres.withConnection(connection -> new GraphWrite(connection, changes).run());
  }

  private static Known look(SqlConnection connection, List<Evidence> events) {
    var identifiers = new TreeSet<Identifier>();
    boolean more = false;
    for (var event : events) {
      identifiers.addAll(event.joining());
      more |= !event.traits().isEmpty() || !event.shared().isEmpty();
    }
    connection.query(GraphQueries.PLAN_FOR_LARGE_TABLES).execute();
    var clusterRows = Postgres.send(connection, GraphQueries.CLUSTERS, typesAndValues(identifiers));
    var early = more ? null : decisions(connection, events);
    var roots = new HashMap<Identifier, ProfileId>();
    var clusters = new HashMap<ProfileId, Cluster>();
    for (var row : Postgres.await(clusterRows)) {
      var root = new ProfileId(row.getUUID(2));
      roots.put(Identifier.of(row.getString(0), row.getString(1)), root);
      clusters.computeIfAbsent(root, _ -> cluster(row));
    }
    var wanted = Wanted.of(events, roots);
    if (early != null && wanted.isEmpty()) {
      return new Known(
          roots, clusters, Map.of(), Map.of(), Map.of(), decisions(Postgres.await(early)));
    }
    var traits = traits(connection, wanted);
    var shared = shared(connection, wanted);
    var all = identifiers(connection, wanted);
    var decided = decisions(connection, events);
    return new Known(
        roots,
        clusters,
        traits(Postgres.await(traits)),
        shared(Postgres.await(shared)),
        identifiers(Postgres.await(all)),
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
    var keys = new ArrayList<Map.Entry<ProfileId, String>>();
    wanted
        .traits()
        .forEach((root, names) -> names.forEach(name -> keys.add(Map.entry(root, name))));
    var arguments =
        Columns.of(keys).uuids(key -> key.getKey().value()).texts(Map.Entry::getValue).tuple();
    return Postgres.send(connection, GraphQueries.TRAITS, arguments);
  }

  private static Future<RowSet<Row>> shared(SqlConnection connection, Wanted wanted) {
    var keys = new ArrayList<Map.Entry<ProfileId, Identifier>>();
    wanted.shared().forEach((root, all) -> all.forEach(each -> keys.add(Map.entry(root, each))));
    var arguments =
        Columns.of(keys)
            .uuids(key -> key.getKey().value())
            .texts(key -> key.getValue().type().name())
            .texts(key -> key.getValue().value())
            .tuple();
    return Postgres.send(connection, GraphQueries.SHARED, arguments);
  }

  private static Future<RowSet<Row>> identifiers(SqlConnection connection, Wanted wanted) {
    var roots = wanted.mayMerge().stream().map(ProfileId::value).toArray(UUID[]::new);
    var arguments = Tuple.tuple().addArrayOfUUID(roots).addInteger(Graph.MAX_BROUGHT_IN);
    return Postgres.send(connection, GraphQueries.IDENTIFIERS, arguments);
  }

  private static Map<ProfileId, Map<String, Trait>> traits(RowSet<Row> rows) {
    var traits = new HashMap<ProfileId, Map<String, Trait>>();
    for (var row : rows) {
      var trait = trait(row);
      traits
          .computeIfAbsent(new ProfileId(row.getUUID(0)), _ -> new HashMap<>())
          .put(trait.name(), trait);
    }
    return traits;
  }

  private static Map<ProfileId, Set<Identifier>> shared(RowSet<Row> rows) {
    var shared = new HashMap<ProfileId, Set<Identifier>>();
    for (var row : rows) {
      shared
          .computeIfAbsent(new ProfileId(row.getUUID(0)), _ -> new HashSet<>())
          .add(Identifier.of(row.getString(1), row.getString(2)));
    }
    return shared;
  }

  private static Map<ProfileId, List<Identifier>> identifiers(RowSet<Row> rows) {
    var identifiers = new HashMap<ProfileId, List<Identifier>>();
    for (var row : rows) {
      identifiers
          .computeIfAbsent(new ProfileId(row.getUUID(0)), _ -> new ArrayList<>())
          .add(Identifier.of(row.getString(1), row.getString(2)));
    }
    return identifiers;
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

  private static Cluster cluster(Row row) {
    var userId = row.getString(4);
    return new Cluster(
        new ProfileId(row.getUUID(2)),
        new ProfileId(row.getUUID(3)),
        userId == null ? Set.of() : Set.of(userId),
        row.getInteger(5),
        row.getLong(6),
        origin(row, 7),
        origin(row, 10));
  }

  private static Trait trait(Row row) {
    var text = row.getString(2);
    var value = text == null ? Json.Null.VALUE : JsonText.parse(text);
    var birth = new Birth(row.getInteger(4), row.getLong(5));
    var stamp = new Stamp(Instant.ofEpochMilli(row.getLong(3)), birth);
    return new Trait(row.getString(1), value, stamp, origin(row, 6));
  }

  private static Origin origin(Row row, int at) {
    var receivedAt = Instant.ofEpochMilli(row.getLong(at));
    return new Origin(receivedAt, row.getString(at + 1), row.getString(at + 2));
  }

  private static Tuple typesAndValues(Set<Identifier> identifiers) {
    return Columns.of(identifiers)
        .texts(identifier -> identifier.type().name())
        .texts(Identifier::value)
        .tuple();
  }
}
