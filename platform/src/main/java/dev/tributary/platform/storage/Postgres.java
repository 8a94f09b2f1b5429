package dev.tributary.platform.storage;

import dev.tributary.platform.domain.Unavailable;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL for blocking callers. Statements sent on one connection without waiting in between are
 * pipelined: together they cost one round trip.
 */
@ApplicationScoped
public class Postgres {

  /** Longer than any statement may take, so that the server gives up first. */
  private static final long PATIENCE_SECONDS = 40;

  private static final String DATA_EXCEPTION = "22";

  /** Serialization failure, deadlock, lock not available, duplicate key: somebody was faster. */
  private static final Set<String> LOST_RACES = Set.of("40001", "40P01", "55P03", "23505");

  private final Pool pool;

  public Postgres(Pool pool) {
    this.pool = pool;
  }

  /** Lends a connection; it is given back in any case. */
  public <T> T withConnection(Function<SqlConnection, T> work) {
    var connection = await(pool.getConnection());
    try {
      return work.apply(connection);
    } finally {
      connection.close();
    }
  }

  /**
   * Lends a connection inside a transaction, which is committed when the work returns and rolled
   * back when it throws.
   *
   * @param settings statements that begin it, after {@code BEGIN}
   */
  public <T> T inTransaction(String settings, Function<SqlConnection, T> work) {
    return withConnection(connection -> {
      boolean committed = false;
      await(connection.query("BEGIN; " + settings).execute());
      try {
        var result = work.apply(connection);
        await(connection.query("COMMIT").execute());
        committed = true;
        return result;
      } finally {
        if (!committed) {
          var _ = connection.query("ROLLBACK").execute();
        }
      }
    });
  }

  /** Sends a statement without waiting for its answer. */
  public static Future<RowSet<Row>> send(SqlConnection connection, String sql, Tuple arguments) {
    return connection.preparedQuery(sql).execute(arguments);
  }

  /**
   * Waits for an answer.
   *
   * @throws Unavailable with the cause, where there is none for now
   * @throws IllegalStateException where there will never be one: a value cannot be stored
   */
  public static <T> T await(Future<T> answer) {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | CompletionException e) {
      throw refused(e.getCause());
    } catch (TimeoutException e) {
      throw new Unavailable("PostgreSQL does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for PostgreSQL", e);
    }
  }

  /** Whether another transaction was in the way, so that the same may succeed when tried again. */
  public static boolean lostRace(Unavailable failure) {
    return failure.getCause() instanceof PgException e && LOST_RACES.contains(e.getSqlState());
  }

  private static RuntimeException refused(@Nullable Throwable cause) {
    return cause instanceof PgException e && e.getSqlState().startsWith(DATA_EXCEPTION)
        ? new IllegalStateException("PostgreSQL cannot store a value", cause)
        : new Unavailable("PostgreSQL is away or refuses", cause);
  }
}
