package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Engine;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Programs;
import dev.tributary.audience.domain.engine.Subject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * One task's work that no record asks for, a bounded piece at each tick: timers that are due, and,
 * after a change of definitions, a sweep over all profiles. A sweep that a crash interrupts starts
 * again from the beginning; rechecking a profile twice tells nothing twice.
 */
final class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final int BATCH = 256;

  /** Records wait meanwhile: the pieces are short against the tick. */
  private static final Duration TIMER_PIECE = Duration.ofMillis(80);

  private static final Duration SWEEP_PIECE = Duration.ofMillis(40);

  private final Programs programs;
  private final ProfileStore store;
  private final StreamMetrics metrics;
  private final Outbox outbox;

  private Program sweeping = new Program(List.of());
  private String sweptTo = "";
  private boolean done;

  Upkeep(Programs programs, ProfileStore store, StreamMetrics metrics, Outbox outbox) {
    this.programs = programs;
    this.store = store;
    this.metrics = metrics;
    this.outbox = outbox;
  }

  void tick(long now) {
    var program = programs.current();
    fireTimers(program, now);
    sweep(program, now);
  }

  private void fireTimers(Program program, long now) {
    long end = System.nanoTime() + TIMER_PIECE.toNanos();
    List<String> due;
    do {
      due = store.due(now, BATCH);
      for (var id : due) {
        work(id, subject -> Engine.advance(program, subject, now));
        metrics.timerFired();
      }
    } while (due.size() == BATCH && System.nanoTime() < end);
  }

  private void sweep(Program program, long now) {
    if (program != sweeping) {
      sweeping = program;
      sweptTo = "";
      done = store.isSwept(program.fingerprint());
    }
    long end = System.nanoTime() + SWEEP_PIECE.toNanos();
    while (!done && System.nanoTime() < end) {
      var ids = store.profilesAfter(sweptTo, BATCH);
      for (var id : ids) {
        work(id, subject -> Engine.recheck(program, subject, now));
        metrics.profileRechecked();
        sweptTo = id;
      }
      if (ids.size() < BATCH) {
        store.setSwept(program.fingerprint());
        done = true;
      }
    }
  }

  private void work(String id, Consumer<Subject> deed) {
    try {
      var found = store.find(id).filter(stored -> stored.place().isProfile());
      if (found.isPresent()) {
        var stored = found.get();
        long due = stored.profile().due();
        var subject =
            Subject.of(stored.profile(), () -> store.attributes(id), () -> store.relations(id));
        deed.accept(subject);
        store.save(id, stored, subject, due, false);
        outbox.tell(id, subject);
      }
    } catch (KafkaException e) {
      throw e; // A broken world: the thread is replaced, and the piece done again.
    } catch (RuntimeException e) { // The outermost frame: a poison profile harms only itself.
      LOG.error("A profile could not be brought up to date and was left as it is", e);
    }
  }
}
