package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.platform.domain.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The plan by which questions are answered: the newest that partitions here follow. A replica on
 * which there is no partition just now hears of no plan, and asks the partition that makes them.
 */
@ApplicationScoped
class Serving {

  private final PartitionStores stores;
  private final PlansInForce plans;

  Serving(PartitionStores stores, PlansInForce plans) {
    this.stores = stores;
    this.plans = plans;
  }

  /**
   * The plan.
   *
   * @throws Unavailable while there is none to be had
   */
  Plan plan() {
    return PartitionStores.answering(() -> stores.isAnyHere() ? plans.plan() : asked());
  }

  /** The plan compiled. */
  Program program() {
    return plans.of(plan());
  }

  private Plan asked() {
    var bytes = stores.partition(PlanRecord.LEADER).get(StoreKey.single(StoreKey.PLAN));
    return bytes == null ? Plan.NONE : PlanForm.fromBytes(bytes);
  }
}
