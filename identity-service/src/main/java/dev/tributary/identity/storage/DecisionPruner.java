package dev.tributary.identity.storage;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Postgres;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets decisions once their events can no longer be read again. */
@ApplicationScoped
class DecisionPruner {

  static final int CHUNK = 10_000;

  private static final Logger LOG = Logger.getLogger(DecisionPruner.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private static final String PRUNE =
      """
      DELETE FROM decision WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM decision WHERE decided_at < $1 LIMIT $2))
      """;

  private final Pool pool;
  private final Clock clock;
  private final Duration kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("decision-pruner").factory());

  DecisionPruner(Pool pool, Clock clock, IdentityConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.kept = config.decisionsKept();
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::pruneQuietly, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  /** Forgets all that are old enough; tells how many those were. */
  int prune() {
    var before = clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    int all = 0;
    int some;
    do {
      some = Postgres.await(pool.preparedQuery(PRUNE).execute(Tuple.of(before, CHUNK))).rowCount();
      all += some;
    } while (some == CHUNK);
    return all;
  }

  private void pruneQuietly() {
    try {
      prune();
    } catch (Unavailable e) {
      LOG.debug("Old decisions stay until PostgreSQL is back", e);
    }
  }
}
