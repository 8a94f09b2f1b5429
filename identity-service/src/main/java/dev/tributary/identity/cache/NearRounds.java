package dev.tributary.identity.cache;

import dev.tributary.platform.domain.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Has {@link NearUpkeep} do its rounds, one at a time. */
@Singleton
class NearRounds {

  private static final Logger LOG = Logger.getLogger(NearRounds.class);

  private final NearAnswers answers;
  private final NearUpkeep upkeep;
  private final Vertx vertx;
  private final ExecutorService threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long timer;

  NearRounds(
      NearAnswers answers,
      NearUpkeep upkeep,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.answers = answers;
    this.upkeep = upkeep;
    this.vertx = vertx;
    this.threads = threads;
  }

  void start(@Observes StartupEvent event) {
    if (answers.enabled()) {
      timer = vertx.setPeriodic(upkeep.period().toMillis(), _ -> begin());
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
      upkeep.round();
    } catch (Unavailable e) {
      LOG.debug("Answers expire while PostgreSQL is away", e);
    } catch (RuntimeException e) { // The outermost frame of the round.
      LOG.error("Answers could not be renewed for a reason nobody foresaw; they expire", e);
    } finally {
      busy.set(false);
    }
  }
}
