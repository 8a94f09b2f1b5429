package dev.tributary.router.redis;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.overview.Overviews;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Says every five seconds that this replica is there, and hands in what it counted. */
@Singleton
class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  /** When lanes have stopped. */
  private static final int LAST = 10_000;

  private final ReplicaCount replicas;
  private final Overviews overviews;
  private final RouterConfig config;
  private final Vertx vertx;
  private final ExecutorService threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long timer = -1;

  Rounds(
      ReplicaCount replicas,
      Overviews overviews,
      RouterConfig config,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.replicas = replicas;
    this.overviews = overviews;
    this.config = config;
    this.vertx = vertx;
    this.threads = threads;
  }

  void start(@Observes StartupEvent event) {
    begin();
    timer = vertx.setPeriodic(ReplicaCount.INTERVAL.toMillis(), _ -> begin());
  }

  /** Hands in what is left, if there is no round under way. */
  void end(@Observes @Priority(LAST) ShutdownEvent event) {
    vertx.cancelTimer(timer);
    if (busy.compareAndSet(false, true)) {
      round();
    }
  }

  private void begin() {
    if (busy.compareAndSet(false, true)) {
      threads.execute(this::round);
    }
  }

  private void round() {
    try {
      if (config.redis().enabled()) {
        replicas.beat();
      }
      overviews.round(Clock.systemUTC().instant());
    } catch (Unavailable e) {
      LOG.debug("Overviews are handed in when Redis is back", e);
    } catch (RuntimeException e) { // The outermost frame of the round.
      LOG.error("A round with Redis failed for a reason nobody foresaw; the next may not", e);
    } finally {
      busy.set(false);
    }
  }
}
