package dev.tributary.platform.storage;

import dev.tributary.platform.domain.Unavailable;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Hibernate Reactive for callers that block: runs work in one transaction on an event loop and
 * waits for it. Not to be called from an event loop.
 */
@ApplicationScoped
public class Transactions {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

  private final Mutiny.SessionFactory sessions;
  private final Migrations migrations;
  private final Vertx vertx;

  Transactions(Mutiny.SessionFactory sessions, Migrations migrations, Vertx vertx) {
    this.sessions = sessions;
    this.migrations = migrations;
    this.vertx = vertx;
  }

  /** Work inside a transaction. */
  public interface Work<T> {

    /**
     * Does it.
     *
     * @param loop where the session must be used; work that went elsewhere comes back by {@code
     *     emitOn(loop)}
     */
    Uni<T> in(Mutiny.Session session, Executor loop);
  }

  /**
   * Runs work in one transaction, committed when this returns.
   *
   * @throws Unavailable if PostgreSQL is away, or its schema not yet there
   */
  public <T> T run(Work<T> work) {
    migrations.await(PATIENCE_AT_START);
    var done = new CompletableFuture<T>();
    Context context =
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    VertxContextSafetyToggle.setContextSafe(context, true);
    Executor loop = task -> context.runOnContext(_ -> task.run());
    loop.execute(() -> subscribe(session -> work.in(session, loop), done));
    return await(done);
  }

  private <T> void subscribe(Function<Mutiny.Session, Uni<T>> work, CompletableFuture<T> done) {
    try {
      sessions.withTransaction(work).subscribe().with(done::complete, done::completeExceptionally);
    } catch (RuntimeException e) { // Whatever it is, the caller must not wait for ever.
      done.completeExceptionally(e);
    }
  }

  private static <T> T await(CompletableFuture<T> done) {
    try {
      return done.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Unavailable("PostgreSQL does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for PostgreSQL", e);
    } catch (ExecutionException e) {
      throw translated(e.getCause() == null ? e : e.getCause());
    }
  }

  private static RuntimeException translated(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isAway(cause)) {
        return new Unavailable("PostgreSQL is away for now", failure);
      }
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private static boolean isAway(Throwable cause) {
    return switch (cause) {
      case IOException _, ClosedConnectionException _, TimeoutException _ -> true;
      case PgException e -> isAway(e.getSqlState());
      default -> false;
    };
  }

  /** Connection exception, insufficient resources, operator intervention. */
  private static boolean isAway(String sqlState) {
    return sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57");
  }
}
