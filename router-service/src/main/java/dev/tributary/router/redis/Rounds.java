package dev.tributary.router.redis;

import dev.tributary.router.config.RouterConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Does every few seconds what is to be done with Redis, one round at a time. */
@Singleton
class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final ReplicaCount replicas;
  private final RouterConfig config;
  private final Vertx vertx;
  private final ExecutorService threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long timer = -1;

  Rounds(
      ReplicaCount replicas,
      RouterConfig config,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.replicas = replicas;
    this.config = config;
    this.vertx = vertx;
    this.threads = threads;
  }

  void start(@Observes StartupEvent event) {
    if (config.redis().enabled()) {
      begin();
      timer = vertx.setPeriodic(ReplicaCount.INTERVAL.toMillis(), _ -> begin());
    }
  }

  void end(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private void begin() {
    if (busy.compareAndSet(false, true)) {
      threads.execute(this::round);
    }
  }

  private void round() {
    try {
      replicas.beat();
    } catch (RuntimeException e) { // The outermost frame of the round.
      LOG.error("A round with Redis failed for a reason nobody foresaw; the next may not", e);
    } finally {
      busy.set(false);
    }
  }
}
