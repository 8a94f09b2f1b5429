package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Balance;
import dev.tributary.router.domain.balance.Tally;

/**
 * Counts what becomes of one lane's deliveries, for the balance and as metrics alike. Touched under
 * the lane's lock only.
 */
final class LaneAccount {

  private final Tally tally = new Tally();
  private final LaneMeters meters;

  LaneAccount(LaneMeters meters) {
    this.meters = meters;
  }

  void matched(int deliveries) {
    meters.matched(deliveries);
    for (int i = 0; i < deliveries; i++) {
      tally.matched();
    }
  }

  void delivered() {
    tally.delivered();
    meters.settled("delivered", "");
  }

  void dead(String code) {
    tally.dead();
    meters.settled("dead", code);
  }

  void discarded(String code, int deliveries) {
    for (int i = 0; i < deliveries; i++) {
      tally.discarded(code);
      meters.settled("discarded", code);
    }
  }

  long pending() {
    return tally.pending();
  }

  Balance balance() {
    return tally.balance();
  }
}
