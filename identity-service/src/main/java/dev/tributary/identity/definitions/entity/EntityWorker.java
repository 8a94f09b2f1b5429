package dev.tributary.identity.definitions.entity;

import dev.tributary.identity.domain.entity.DerivedDefinition;
import dev.tributary.identity.domain.entity.EntityReader;
import dev.tributary.identity.domain.entity.EntityRule;
import dev.tributary.identity.domain.entity.EntityStore;
import dev.tributary.identity.domain.entity.EntityUpkeep;
import dev.tributary.platform.definitions.OwnedDefinitions;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.storage.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does the work that entities leave for later, in small steps, on one thread of each instance. What
 * is to be done stands in PostgreSQL, and so do the definitions: an instance that missed a change,
 * or died within a step, finds both again.
 */
@ApplicationScoped
class EntityWorker {

  private static final Logger LOG = Logger.getLogger(EntityWorker.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Two instances that see a change at different times may undo each other's, until the next. */
  private static final Duration BETWEEN_COMPARISONS = Duration.ofSeconds(10);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final OwnedDefinitions definitions;
  private final EntityStore store;
  private final EntityUpkeep upkeep;
  private final Migrations migrations;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("entity-worker").factory());
  private Instant nextLook = Instant.MIN;
  private Instant nextComparison = Instant.MIN;
  private List<DerivedDefinition> defined = List.of();
  private boolean away;
  private volatile boolean stopped;

  EntityWorker(
      OwnedDefinitions definitions,
      EntityStore store,
      EntityUpkeep upkeep,
      Migrations migrations,
      Clock clock) {
    this.definitions = definitions;
    this.store = store;
    this.upkeep = upkeep;
    this.migrations = migrations;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    var _ =
        thread.scheduleWithFixedDelay(
            this::work, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    thread.shutdown();
    if (!thread.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
      LOG.warn("A step of the work on entities does not end in time; it will be done again");
    }
  }

  private void work() {
    if (!migrations.done()) {
      return;
    }
    try {
      takeDefinitions();
      while (!stopped && step()) {
        // As long as there is something to do.
      }
      away = false;
    } catch (Unavailable e) {
      if (!away) {
        LOG.warnf(e, "Work on entities waits for PostgreSQL. Check tributary.postgres.address");
        away = true;
      }
    } catch (RuntimeException e) { // The outermost frame: the next run must come.
      LOG.error("A step of the work on entities failed and is done again; report this", e);
    }
  }

  /** News first: members of an account wait for it, nobody waits for a new rule so eagerly. */
  private boolean step() {
    var pending = store.pending();
    var now = clock.instant();
    if (pending.announcements()) {
      return upkeep.announce(now);
    }
    return pending.derivations() && upkeep.derive(now);
  }

  private void takeDefinitions() {
    var now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    var current = new ArrayList<DerivedDefinition>();
    for (var definition : definitions.all(Kind.ENTITY)) {
      if (isDerived(definition)) {
        var name = definition.key().name();
        current.add(new DerivedDefinition(name, definition.version(), definition.spec()));
      }
    }
    if (!current.equals(defined) || !now.isBefore(nextComparison)) {
      upkeep.define(current);
      defined = List.copyOf(current);
      nextComparison = now.plus(BETWEEN_COMPARISONS);
    }
    nextLook = now.plus(BETWEEN_LOOKS);
  }

  private static boolean isDerived(Definition definition) {
    return EntityReader.read(definition.key().name(), definition.spec())
            instanceof Checked.Valid<EntityRule>(var rule)
        && rule instanceof EntityRule.Derived;
  }
}
