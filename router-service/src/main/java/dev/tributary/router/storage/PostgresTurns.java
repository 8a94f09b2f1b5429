package dev.tributary.router.storage;

import dev.tributary.platform.storage.Postgres;
import dev.tributary.router.domain.delivery.Turns;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Turns by locks in PostgreSQL, each held by a transaction as long as the work takes. A router that
 * loses its connection meanwhile does not know before it is done.
 */
@ApplicationScoped
class PostgresTurns implements Turns {

  /** Less than {@link Postgres} waits for an answer. */
  private static final String SETTINGS = "SET LOCAL lock_timeout = '30s'";

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 601))";

  private final Postgres postgres;

  PostgresTurns(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public <T> T take(String whose, Supplier<T> work) {
    return postgres.inTransaction(
        SETTINGS,
        connection -> {
          Postgres.await(Postgres.send(connection, LOCK, Tuple.of(whose)));
          return work.get();
        });
  }
}
