package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.config.LinkageConfig;
import dev.tributary.identity.domain.linkage.link.Promotion;
import dev.tributary.identity.domain.linkage.link.PromotionRule;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.linkage.run.Limits;
import dev.tributary.identity.domain.linkage.run.LinkageRun;
import dev.tributary.identity.domain.linkage.run.ObservationSource;
import dev.tributary.identity.domain.linkage.run.Progress;
import dev.tributary.identity.domain.linkage.run.RunCancelled;
import dev.tributary.identity.domain.linkage.run.Runs.State;
import dev.tributary.identity.storage.linkage.PostgresRuns.Taken;
import dev.tributary.identity.wire.RunWire;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does the run that waits, where no other instance does one: whoever does holds a lock of its
 * connection, which PostgreSQL gives up when the instance is gone. A run that is found running
 * under no lock was left by a crash and has failed; the links it wrote hold.
 */
@ApplicationScoped
class LinkageRunner {

  private static final Logger LOG = Logger.getLogger(LinkageRunner.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

  /** Any number that no other lock of this database has. */
  private static final String TRY = "SELECT pg_try_advisory_lock(7236282104563111)";

  private static final String UNLOCK = "SELECT pg_advisory_unlock(7236282104563111)";

  private final Postgres postgres;
  private final PostgresRuns runs;
  private final ObservationSource source;
  private final SoftLinkStore links;
  private final Promotion promotion;
  private final Migrations migrations;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final LinkageConfig config;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("linkage").factory());
  private volatile boolean stopped;
  private boolean away;

  LinkageRunner(
      Postgres postgres,
      PostgresRuns runs,
      ObservationSource source,
      SoftLinkStore links,
      Promotion promotion,
      Migrations migrations,
      Clock clock,
      MeterRegistry metrics,
      IdentityConfig config) {
    this.postgres = postgres;
    this.runs = runs;
    this.source = source;
    this.links = links;
    this.promotion = promotion;
    this.migrations = migrations;
    this.clock = clock;
    this.metrics = metrics;
    this.config = config.linkage();
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::work, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    thread.shutdown();
    if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.warn("A run of linkage does not end in time; it will be told as failed");
    }
  }

  private void work() {
    if (!migrations.done()) {
      return;
    }
    try {
      startIfDue();
      if (runs.isOpen()) {
        postgres.<Boolean>withConnection(this::runAlone);
      }
      away = false;
    } catch (Unavailable e) {
      if (!away) {
        LOG.warn("Linkage waits for PostgreSQL. Check tributary.postgres.address", e);
        away = true;
      }
    } catch (RuntimeException e) { // The outermost frame: the next run must come.
      LOG.error("A run of linkage failed; report this with its trace", e);
    }
  }

  private void startIfDue() {
    var every = config.runEvery();
    if (every.isPresent()) {
      var due = runs.lastRequest().map(last -> last.plus(every.get()));
      if (due.isEmpty() || !clock.instant().isBefore(due.get())) {
        runs.start(config.usualRun(), "schedule");
      }
    }
  }

  private boolean runAlone(SqlConnection connection) {
    if (!Postgres.await(connection.query(TRY).execute()).iterator().next().getBoolean(0)) {
      return false;
    }
    try {
      runs.abandon();
      runs.take(config.usualRun()).ifPresent(this::run);
      return true;
    } finally {
      Postgres.await(connection.query(UNLOCK).execute());
    }
  }

  private void run(Taken taken) {
    var sink = new PostgresLinkSink(postgres, clock, taken.id(), config.linksKept());
    var run =
        new LinkageRun(
            taken.settings(),
            Limits.DEFAULT,
            config.mostProfiles(),
            source,
            sink,
            new PromotionRule(links, promotion, clock),
            new Reporting(taken));
    try {
      var result = run.run();
      runs.end(taken.id(), State.SUCCEEDED, "", RunWire.toJson(result));
      ended("succeeded");
    } catch (RunCancelled _) {
      if (stopped) {
        runs.end(taken.id(), State.FAILED, "The instance was stopped; start another", null);
      } else {
        runs.end(taken.id(), State.CANCELLED, "", null);
      }
      ended("cancelled");
    } catch (Unavailable e) {
      ended("failed");
      runs.end(taken.id(), State.FAILED, "PostgreSQL was away; start another", null);
      throw e;
    } catch (RuntimeException e) { // A fault of the run; the next one may do better.
      ended("failed");
      runs.end(taken.id(), State.FAILED, "It failed by a fault; see the log", null);
      throw e;
    }
  }

  private void ended(String outcome) {
    metrics.counter("tributary.identity.linkage.runs", "outcome", outcome).increment();
  }

  /** Writes down how far the run is, now and then; ends it where it is not to go on. */
  private final class Reporting implements Progress {

    private final Taken taken;
    private long last = System.nanoTime() - BETWEEN_REPORTS.toNanos();

    Reporting(Taken taken) {
      this.taken = taken;
    }

    @Override
    public void at(Phase phase, long done) {
      long now = System.nanoTime();
      if (stopped) {
        throw new RunCancelled();
      }
      if (now - last >= BETWEEN_REPORTS.toNanos()) {
        last = now;
        if (!runs.progress(taken.id(), phase.name().toLowerCase(Locale.ROOT), done)) {
          throw new RunCancelled();
        }
      }
    }
  }
}
