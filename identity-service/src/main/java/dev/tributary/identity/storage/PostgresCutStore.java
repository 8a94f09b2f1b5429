package dev.tributary.identity.storage;

import dev.tributary.identity.domain.cut.Component;
import dev.tributary.identity.domain.cut.Component.Member;
import dev.tributary.identity.domain.cut.Component.SharedBy;
import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.CutStore;
import dev.tributary.identity.domain.cut.Separation;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Cuts in PostgreSQL. */
@ApplicationScoped
class PostgresCutStore implements CutStore {

  private final Postgres postgres;
  private final Installation installation;
  private final Clock clock;
  private final ProfileTables tables;

  PostgresCutStore(
      Postgres postgres, Installation installation, Clock clock, ProfileTables tables) {
    this.postgres = postgres;
    this.installation = installation;
    this.clock = clock;
    this.tables = tables;
  }

  @Override
  public ProfileId id(Identifier identifier) {
    return installation.ids().of(identifier);
  }

  @Override
  public Optional<Component> load(ProfileId node) {
    return postgres.inTransaction(
        CutStatements.ONE_STATE, connection -> load(connection, node.value()));
  }

  @Override
  public boolean apply(Separation separation, Cut cut) {
    try {
      return postgres.inTransaction(
          CutStatements.EDIT,
          connection -> new CutWrite(connection, separation, cut, clock.instant(), tables).run());
    } catch (Unavailable e) {
      if (Postgres.lostRace(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<Map.Entry<Identifier, Identifier>> lift(CutId cut) {
    return postgres.inTransaction(CutStatements.EDIT, connection -> lift(connection, cut));
  }

  private static List<Map.Entry<Identifier, Identifier>> lift(SqlConnection connection, CutId cut) {
    var id = Tuple.of(cut.value());
    var links = new ArrayList<Map.Entry<Identifier, Identifier>>();
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.LINKS_OF_CUT, id))) {
      links.add(
          Map.entry(
              Identifier.of(row.getString(0), row.getString(1)),
              Identifier.of(row.getString(2), row.getString(3))));
    }
    forgetSides(connection, cut);
    Postgres.await(Postgres.send(connection, CutStatements.LIFT_LINKS, id));
    Postgres.await(Postgres.send(connection, CutStatements.FORGET, id));
    return links;
  }

  /** Takes the cut from every customer it concerns; again where one of them merged meanwhile. */
  private static void forgetSides(SqlConnection connection, CutId cut) {
    var done = new HashSet<UUID>();
    boolean more = true;
    while (more) {
      more = false;
      for (var row :
          Postgres.await(
              Postgres.send(connection, CutStatements.LOCK_CONCERNED, Tuple.of(cut.value())))) {
        if (done.add(row.getUUID(0))) {
          more = true;
          var sides = ClusterColumns.sidesWithout(row.getString(1), cut);
          Postgres.await(
              Postgres.send(
                  connection, CutStatements.WRITE_SIDES, Tuple.of(row.getUUID(0), sides)));
        }
      }
    }
  }

  private static Optional<Component> load(SqlConnection connection, UUID node) {
    var found = Postgres.await(Postgres.send(connection, CutStatements.CLUSTER, Tuple.of(node)));
    if (!found.iterator().hasNext()) {
      return Optional.empty();
    }
    var cluster = ClusterColumns.read(found.iterator().next(), 0);
    var root = Tuple.of(cluster.root().value());
    return Optional.of(
        new Component(
            cluster,
            nodes(connection, cluster.root().value()),
            joined(connection, root),
            sides(connection, root),
            traits(connection, root),
            shared(connection, root)));
  }

  private static Map<ProfileId, Member> nodes(SqlConnection connection, UUID root) {
    var nodes = new HashMap<ProfileId, Member>();
    var arguments = Tuple.of(root, Component.MAX_NODES + 1);
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.NODES, arguments))) {
      var identifier = Identifier.of(row.getString(1), row.getString(2));
      nodes.put(
          new ProfileId(row.getUUID(0)), new Member(identifier, ClusterColumns.origin(row, 3)));
    }
    if (nodes.size() > Component.MAX_NODES) {
      throw new InvalidValue("profile", "one of more than " + Component.MAX_NODES + " identifiers");
    }
    return nodes;
  }

  private static Set<Pair> joined(SqlConnection connection, Tuple root) {
    var pairs = new HashSet<Pair>();
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.JOINED, root))) {
      pairs.add(new Pair(new ProfileId(row.getUUID(0)), new ProfileId(row.getUUID(1))));
    }
    return pairs;
  }

  private static Map<ProfileId, Map<CutId, Side>> sides(SqlConnection connection, Tuple root) {
    var sides = new HashMap<ProfileId, Map<CutId, Side>>();
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.SIDES, root))) {
      sides
          .computeIfAbsent(new ProfileId(row.getUUID(0)), _ -> new HashMap<>())
          .put(new CutId(row.getUUID(1)), Side.valueOf(row.getString(2)));
    }
    return sides;
  }

  private static List<Trait> traits(SqlConnection connection, Tuple root) {
    var traits = new ArrayList<Trait>();
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.TRAITS, root))) {
      traits.add(TraitColumns.read(row, 0));
    }
    return traits;
  }

  private static List<SharedBy> shared(SqlConnection connection, Tuple root) {
    var shared = new ArrayList<SharedBy>();
    for (var row : Postgres.await(Postgres.send(connection, CutStatements.SHARED, root))) {
      var identifier = Identifier.of(row.getString(0), row.getString(1));
      shared.add(new SharedBy(identifier, new ProfileId(row.getUUID(2))));
    }
    return shared;
  }
}
