package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Latest;

/** What the plans of all partitions here are made of. */
record Planning(
    Latest latest,
    PlansInForce plans,
    Positions positions,
    History history,
    int partitions,
    int threads) {

  /** How many tasks one thread works on at most. */
  int tasksAThread() {
    return Math.ceilDiv(partitions, threads);
  }

  Backfill backfill(ProfileStore store, Outbox outbox, int partition) {
    return new Backfill(
        store, outbox, plans, positions.of(partition), history, partition, partitions);
  }

  Leader leader(ProfileStore store, Outbox outbox) {
    return new Leader(store, outbox, latest, partitions);
  }
}
