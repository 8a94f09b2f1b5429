package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Known;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The graph in PostgreSQL: see {@link GraphLook} and {@link GraphWrite} for what a batch costs. */
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
    return postgres.withConnection(
        connection -> new GraphLook(connection, batch, tables).run(rules));
  }

  @Override
  public long splits() {
    return postgres.withConnection(GraphLook::splits);
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
      return new GraphLook(connection, Batch.of(events, installation.ids()), tables).run(rules);
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
