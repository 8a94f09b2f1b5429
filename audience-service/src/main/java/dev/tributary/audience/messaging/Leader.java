package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Latest;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.messaging.StreamMetrics.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Makes the plans, in one partition alone: when definitions change, when somebody wishes so, and
 * when a job has come to its end everywhere. Sends each to every partition, its own too.
 */
final class Leader {

  private final ProfileStore store;
  private final Outbox outbox;
  private final Latest latest;
  private final List<String> keys;

  private Plan made;
  private Tally tally;
  private Map<Long, Specified> followed = Map.of();
  private boolean begun;

  Leader(ProfileStore store, Outbox outbox, Latest latest, int partitions) {
    this.store = store;
    this.outbox = outbox;
    this.latest = latest;
    this.keys = PlanRecord.keys(partitions);
    this.made = store.madePlan();
    this.tally = store.tally();
  }

  /** Follows the definitions where they changed. */
  void tick() {
    var newest = latest.all();
    if (!begun || !newest.equals(followed)) {
      begun = true;
      followed = newest;
      make(made.following(newest));
    }
  }

  Outcome handle(Arrival.Wish wish) {
    if (wish.computed()) {
      make(made.resuming(wish.rule()).following(latest.all()));
    } else {
      var newest = latest.all().get(wish.rule());
      if (newest != null) {
        make(made.cancelling(newest).following(latest.all()));
      }
    }
    return Outcome.PLANNED;
  }

  Outcome handle(Arrival.Report report) {
    var job = made.job().orElse(null);
    if (job == null || job.number() != report.job() || job.round() != report.round()) {
      return Outcome.REPEATED;
    }
    if (tally.job != report.job() || tally.round != report.round()) {
      tally = new Tally(report.job(), report.round());
    }
    tally.add(report.partition(), report.forwarded());
    store.setTally(tally);
    if (tally.isComplete(keys.size())) {
      boolean more = report.round() == 0 || tally.foundSome();
      make(more ? made.inNextRound() : made.afterJob().following(latest.all()));
    }
    return Outcome.PLANNED;
  }

  private void make(Plan next) {
    if (next.number() == made.number()) {
      return;
    }
    made = next;
    store.setMadePlan(next);
    var record = PlanRecord.ofPlan(next);
    keys.forEach(key -> outbox.move(key, record));
  }
}
