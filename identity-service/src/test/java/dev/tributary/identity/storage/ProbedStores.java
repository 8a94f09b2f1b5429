package dev.tributary.identity.storage;

import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** The real store, for programs that measure it without the service around. */
public final class ProbedStores {

  private ProbedStores() {}

  /** The graph in the database that the pool connects to. */
  public static GraphStore graph(Pool pool) {
    return new PostgresGraphStore(
        new Postgres(pool), new Installation(pool), Clock.systemUTC(), ProfileTables.TOLD);
  }
}
