package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One task's work that no record asks for, in bounded pieces: timers that are due, after a change
 * of definitions a sweep over all profiles, and once a day the end of old timelines. A sweep that a
 * crash interrupts starts again from the beginning; rechecking a profile twice tells nothing twice.
 */
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final int BATCH = 256;

  /** Entities may have many members. */
  private static final int FEW = 16;

  /** Records wait meanwhile: the pieces are short against the tick. */
  private static final Duration TIMER_PIECE = Duration.ofMillis(80);

  private static final Duration TRIM_PIECE = Duration.ofMillis(5);
  private static final Duration BETWEEN_TRIMS = Duration.ofDays(1);

  /** No event is handled here. */
  private static final long NO_PLAN = 0;

  private final Programs programs;
  private final ProfileStore store;
  private final ReferenceStore references;
  private final StreamMetrics metrics;
  private final Outbox outbox;

  /** The definitions for which profiles are being rechecked, and how many came before them. */
  private @Nullable Program sweptFor;

  private long changes;

  /** Those of them that may say something else than in the last sweep that was done. */
  private BitSet changed = new BitSet();

  private String sweptTo = "";
  private boolean sweptProfiles;
  private String sweptEntitiesTo = "";
  private boolean done;
  private String trimmedTo = "";
  private long trimAt;

  Upkeep(
      Programs programs,
      ProfileStore store,
      ReferenceStore references,
      StreamMetrics metrics,
      Outbox outbox) {
    this.programs = programs;
    this.store = store;
    this.references = references;
    this.metrics = metrics;
    this.outbox = outbox;
  }

  void tick(long now) {
    fireTimers(programs.current(), now);
    trim(now);
  }

  private void fireTimers(Program program, long now) {
    long end = System.nanoTime() + TIMER_PIECE.toNanos();
    List<String> due;
    do {
      due = store.due(now, BATCH);
      for (var id : due) {
        work(
            program,
            id,
            () -> store.find(id),
            false,
            now,
            subject -> Engine.advance(program, subject, now));
        metrics.timerFired();
      }
    } while (due.size() == BATCH && System.nanoTime() < end);
    fireEntityTimers(program, now, end);
  }

  private void fireEntityTimers(Program program, long now, long end) {
    List<EntityStore.Timer> due;
    do {
      due = store.entities().due(now, FEW);
      for (var timer : due) {
        if (!concluded(program, timer.entity(), new Cause.ByTime(), now)) {
          store.entities().drop(timer);
        }
        metrics.timerFired();
      }
    } while (due.size() == FEW && System.nanoTime() < end);
  }

  /** After a change of the definitions in force, draws conclusions anew, for so long. */
  void sweep(long now, long nanos) {
    var program = programs.current();
    if (program != sweptFor) {
      follow(program);
    }
    long end = System.nanoTime() + nanos;
    while (!done && System.nanoTime() < end) {
      if (!sweptProfiles && !sweepProfiles(program, now)) {
        sweptProfiles = true;
      } else if (sweptProfiles && !sweepEntities(program, now, end)) {
        store.setSwept(store.swept().done(program));
        done = true;
      }
    }
  }

  /** Whether more of them are left. */
  private boolean sweepProfiles(Program program, long now) {
    var rows = store.profilesAfter(sweptTo, BATCH);
    for (var row : rows) {
      work(
          program,
          row.id(),
          () -> Optional.of(store.stored(row)),
          true,
          now,
          subject -> Engine.recheck(program, subject, changed, now));
      metrics.profileRechecked();
      sweptTo = row.id();
    }
    return rows.size() == BATCH;
  }

  /** Whether more of them are left. */
  private boolean sweepEntities(Program program, long now, long end) {
    var entities = store.entities().after(sweptEntitiesTo, FEW);
    for (var entity : entities) {
      concluded(program, entity, new Cause.ByDefinition(), now);
      sweptEntitiesTo = entity;
      if (System.nanoTime() > end) {
        return true;
      }
    }
    return entities.size() == FEW;
  }

  private boolean concluded(Program program, String entity, Cause cause, long now) {
    try {
      Entities.concluded(task(program, now), entity, cause);
      return true;
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the piece done again.
    } catch (RuntimeException e) { // The outermost frame: a poison entity harms only itself.
      LOG.error("An entity could not be brought up to date and was left as it is", e);
      return false;
    }
  }

  private Task task(Program program, long now) {
    return new Task(store, references, program, NO_PLAN, outbox, now);
  }

  /** Begins anew, unless all the time the same rules were in force. */
  private void follow(Program program) {
    var swept = store.sweptSince(program);
    if (sweptFor == null || swept.changes() != changes) {
      changes = swept.changes();
      changed = program.rulesWithout(swept.effects());
      sweptTo = "";
      sweptProfiles = false;
      sweptEntitiesTo = "";
      done = swept.isFor(program);
    }
    sweptFor = program;
  }

  /** Once a day, drops from every timeline what became too old with nothing new coming in. */
  private void trim(long now) {
    if (now < trimAt) {
      return;
    }
    long end = System.nanoTime() + TRIM_PIECE.toNanos();
    List<ProfileStore.Row> rows;
    do {
      rows = store.profilesAfter(trimmedTo, BATCH);
      for (var row : rows) {
        trim(row, now);
        trimmedTo = row.id();
      }
    } while (rows.size() == BATCH && System.nanoTime() < end);
    if (rows.size() < BATCH) {
      trimmedTo = "";
      trimAt = now + BETWEEN_TRIMS.toMillis();
    }
  }

  private void trim(ProfileStore.Row row, long now) {
    try {
      var stored = store.stored(row);
      var trimmed = references.trimmed(row.id(), stored.recent(), now);
      if (trimmed != stored.recent()) {
        store.put(row.id(), stored.with(trimmed));
      }
    } catch (InvalidValue e) { // A poison profile harms only itself.
      LOG.error("A timeline could not be trimmed and was left as it is", e);
    }
  }

  private void work(
      Program program,
      String id,
      Supplier<Optional<Stored>> find,
      boolean whole,
      long now,
      Consumer<Subject> deed) {
    try {
      var found = find.get().filter(stored -> stored.place().isProfile());
      if (found.isPresent()) {
        task(program, now).revisit(id, found.get(), whole, deed);
      }
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the piece done again.
    } catch (RuntimeException e) { // The outermost frame: a poison profile harms only itself.
      LOG.error("A profile could not be brought up to date and was left as it is", e);
    }
  }
}
