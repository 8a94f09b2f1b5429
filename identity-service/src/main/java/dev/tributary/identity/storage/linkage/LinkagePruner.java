package dev.tributary.identity.storage.linkage;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.linkage.link.SoftLinkStore;
import dev.tributary.identity.domain.linkage.observation.ObservationReader;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets what linkage keeps once its time is over, also after linkage was switched off. */
@ApplicationScoped
class LinkagePruner {

  private static final Logger LOG = Logger.getLogger(LinkagePruner.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final ObservationStore observations;
  private final SoftLinkStore links;
  private final Migrations migrations;
  private final Clock clock;
  private final Duration kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("linkage-pruner").factory());

  LinkagePruner(
      ObservationStore observations,
      SoftLinkStore links,
      Migrations migrations,
      Clock clock,
      IdentityConfig config) {
    this.observations = observations;
    this.links = links;
    this.migrations = migrations;
    this.clock = clock;
    this.kept = config.linkage().observationsKept();
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::pruneQuietly, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  /** Forgets all that is old enough. */
  void prune() {
    observations.forgetBefore(ObservationReader.day(clock.instant().minus(kept)));
    links.forgetExpired();
  }

  private void pruneQuietly() {
    if (!migrations.done()) {
      return;
    }
    try {
      prune();
    } catch (Unavailable e) {
      LOG.debug("Old observations and links stay until PostgreSQL is back", e);
    }
  }
}
