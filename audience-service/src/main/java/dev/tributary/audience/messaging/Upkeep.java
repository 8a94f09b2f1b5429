package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * One task's work that no record asks for, in bounded pieces: timers that are due, after a change
 * of definitions a sweep over all profiles, and once a day the end of old timelines. A sweep that a
 * crash interrupts starts again from the beginning; rechecking a profile twice tells nothing twice.
 */
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final int BATCH = 256;

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

  /** The fingerprint of the definitions for which profiles are being rechecked. */
  private long sweptFor;

  private boolean begun;
  private String sweptTo = "";
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
        work(program, id, now, subject -> Engine.advance(program, subject, now));
        metrics.timerFired();
      }
    } while (due.size() == BATCH && System.nanoTime() < end);
  }

  /** After a change of the definitions in force, draws every conclusion anew, for so long. */
  void sweep(long now, long nanos) {
    var program = programs.current();
    if (!begun || program.fingerprint() != sweptFor) {
      begun = true;
      sweptFor = program.fingerprint();
      sweptTo = "";
      done = store.isSwept(program.fingerprint());
    }
    long end = System.nanoTime() + nanos;
    while (!done && System.nanoTime() < end) {
      var ids = store.profilesAfter(sweptTo, BATCH);
      for (var id : ids) {
        work(program, id, now, subject -> Engine.recheck(program, subject, now));
        metrics.profileRechecked();
        sweptTo = id;
      }
      if (ids.size() < BATCH) {
        store.setSwept(program.fingerprint());
        done = true;
      }
    }
  }

  /** Once a day, drops from every timeline what became too old with nothing new coming in. */
  private void trim(long now) {
    if (now < trimAt) {
      return;
    }
    long end = System.nanoTime() + TRIM_PIECE.toNanos();
    List<String> ids;
    do {
      ids = store.profilesAfter(trimmedTo, BATCH);
      for (var id : ids) {
        trim(id, now);
        trimmedTo = id;
      }
    } while (ids.size() == BATCH && System.nanoTime() < end);
    if (ids.size() < BATCH) {
      trimmedTo = "";
      trimAt = now + BETWEEN_TRIMS.toMillis();
    }
  }

  private void trim(String id, long now) {
    try {
      var found = store.find(id);
      if (found.isPresent()) {
        var trimmed = references.trimmed(id, found.get().recent(), now);
        if (trimmed != found.get().recent()) {
          store.put(id, found.get().with(trimmed));
        }
      }
    } catch (InvalidValue e) { // A poison profile harms only itself.
      LOG.error("A timeline could not be trimmed and was left as it is", e);
    }
  }

  private void work(Program program, String id, long now, Consumer<Subject> deed) {
    try {
      var found = store.find(id).filter(stored -> stored.place().isProfile());
      if (found.isPresent()) {
        new Task(store, references, program, NO_PLAN, outbox, now).revisit(id, found.get(), deed);
      }
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the piece done again.
    } catch (RuntimeException e) { // The outermost frame: a poison profile harms only itself.
      LOG.error("A profile could not be brought up to date and was left as it is", e);
    }
  }
}
