package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.plan.Job;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One partition's part in plans and jobs. It follows each plan when it hears of it. Of a job it
 * notes the offset at which it stands, counts the history before that piece by piece into its
 * profiles, and reports. What belongs elsewhere by now it sends on, as it does with a late event.
 *
 * <p>Then partition {@value PlanRecord#LEADER} asks all of them, round after round, to send each
 * other a marker and to report what they sent on until they had everybody's. A round in which
 * nobody sent anything on proves that nothing is on its way: all that was sent before the markers
 * came before them. Then the next plan puts the features in force.
 *
 * <p>All of it is stored and sent with the records that caused it, in their transactions. A plan is
 * sent to all partitions in one of them, so what a partition sends while it follows a plan stands
 * behind that plan wherever it arrives.
 */
final class Backfill {

  private static final Logger LOG = Logger.getLogger(Backfill.class);

  private final ProfileStore store;
  private final Outbox outbox;
  private final PlansInForce plans;
  private final History history;
  private final int partition;
  private final List<String> keys;

  private Plan plan;
  private Program program;

  /** The features of the job alone. */
  private Program collected;

  private Progress progress;

  /** The offset after the last record of {@code resolved} that was handled since the start. */
  private final AtomicLong position;

  private boolean complained;
  private @Nullable Future<Long> askedPosition;
  private @Nullable Future<History.Piece> asked;

  /** How a piece of the history is taken in. */
  interface Taker {

    /** Takes in what a profile's history left in the features of a job. */
    void take(String profileId, long job, SortedMap<Long, Profile> parts);
  }

  Backfill(
      ProfileStore store,
      Outbox outbox,
      PlansInForce plans,
      AtomicLong position,
      History history,
      int partition,
      int partitions) {
    this.store = store;
    this.outbox = outbox;
    this.plans = plans;
    this.position = position;
    this.history = history;
    this.partition = partition;
    this.keys = PlanRecord.keys(partitions);
    this.plan = store.plan();
    this.program = plans.of(plan);
    this.collected = plan.collected();
    this.progress = store.progress();
  }

  Plan plan() {
    return plan;
  }

  Program program() {
    return program;
  }

  /** A record of {@code resolved} is about to be handled. */
  void reading(long offset) {
    if (isPlaceless()) {
      startAt(offset);
    }
  }

  /** A record of {@code resolved} has been handled. */
  void read(long offset) {
    position.setRelease(offset + 1);
  }

  Outcome handle(Arrival.OfPlans arrival) {
    switch (arrival) {
      case Arrival.Planned(var next) -> follow(next);
      case Arrival.Marker marker -> note(marker);
      case Arrival.Report _, Arrival.Wish _ -> throw new IllegalStateException("Not the leader");
    }
    return Outcome.PLANNED;
  }

  /** Notes that some of the history was sent on. */
  void forwarded(long job) {
    if (progress.job == job) {
      progress.forwarded++;
      store.setProgress(progress);
    }
  }

  /** Goes on with the job for so long. */
  void goOn(Taker taker, long nanos) {
    var job = plan.job().orElse(null);
    if (job == null || progress.job != job.number() || progress.finished) {
      return;
    }
    if (isPlaceless()) {
      findPlace();
    } else if (progress.next >= progress.until) {
      finish(job);
    } else {
      takeIn(taker, System.nanoTime() + nanos);
    }
  }

  private void follow(Plan next) {
    if (next.number() <= plan.number()) {
      return;
    }
    plan = next;
    program = plans.of(next);
    collected = next.collected();
    store.setPlan(next);
    var _ = store.sweptSince(program);
    var job = next.job().orElse(null);
    if (job == null) {
      progress = new Progress(0);
      release();
    } else {
      if (progress.job != job.number()) {
        progress = new Progress(job.number());
        release();
      }
      if (progress.until == Progress.UNKNOWN && position.get() != Progress.UNKNOWN) {
        startAt(position.get());
      }
      if (job.round() > progress.round) {
        progress.round = job.round();
        var marker = new Arrival.Marker(job.number(), job.round(), partition);
        keys.forEach(key -> outbox.move(key, PlanRecord.ofMarker(marker)));
      }
      report(job);
    }
    store.setProgress(progress);
  }

  /** The partition is leaving this replica, or the job is over. */
  void release() {
    asked = null;
    history.release(partition);
  }

  private void note(Arrival.Marker marker) {
    if (progress.job == marker.job()) {
      progress.markers.computeIfAbsent(marker.round(), _ -> new BitSet()).set(marker.partition());
      plan.job().filter(job -> job.number() == marker.job()).ifPresent(this::report);
      store.setProgress(progress);
    }
  }

  private void report(Job job) {
    int round = progress.reported + 1;
    var markers = progress.markers.get(round);
    if (round <= progress.round && markers != null && markers.cardinality() == keys.size()) {
      progress.reported = round;
      progress.markers.remove(round);
      report(job.number(), round);
    }
  }

  private void report(long job, int round) {
    var report = new Arrival.Report(job, round, partition, progress.forwarded);
    outbox.move(keys.get(PlanRecord.LEADER), PlanRecord.ofReport(report));
    progress.forwarded = 0;
  }

  private boolean isPlaceless() {
    return plan.job().isPresent()
        && plan.job().get().number() == progress.job
        && progress.until == Progress.UNKNOWN;
  }

  private void startAt(long offset) {
    progress.until = offset;
    askedPosition = null;
    store.setProgress(progress);
  }

  /**
   * No record was handled since the start: the place is the one from which the service went on, as
   * was committed before.
   */
  private void findPlace() {
    if (askedPosition == null) {
      askedPosition = history.position(partition);
    } else if (askedPosition.isDone()) {
      var answer = answer(askedPosition);
      askedPosition = null;
      if (answer != null) {
        startAt(answer);
      }
    }
  }

  private void takeIn(Taker taker, long end) {
    var reading = asked == null ? ask() : asked;
    asked = reading;
    if (!reading.isDone()) {
      return;
    }
    var piece = answer(reading);
    if (piece == null) {
      asked = null;
      return;
    }
    progress.pieceEnd = piece.end();
    var left = piece.profiles().tailMap(progress.done + '\0');
    for (Map.Entry<String, SortedMap<Long, Profile>> profile : left.entrySet()) {
      taker.take(profile.getKey(), progress.job, profile.getValue());
      progress.done = profile.getKey();
      if (System.nanoTime() > end) {
        store.setProgress(progress);
        return;
      }
    }
    progress.next = piece.end();
    progress.pieceEnd = Progress.UNKNOWN;
    progress.done = "";
    store.setProgress(progress);
    asked = null;
    if (progress.next < progress.until) { // It is read while other partitions have their turn.
      asked = ask();
    }
  }

  private Future<History.Piece> ask() {
    return history.read(partition, collected, progress.next, progress.pieceEnd, progress.until);
  }

  private void finish(Job job) {
    progress.finished = true;
    report(job.number(), 0);
    store.setProgress(progress);
  }

  private <T> @Nullable T answer(Future<T> done) {
    try {
      var answer = done.get();
      complained = false;
      return answer;
    } catch (ExecutionException e) {
      if (!complained) {
        LOG.warnf("The history cannot be read just now; trying until it can (%s)", e.getMessage());
        complained = true;
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
