package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Balance;
import dev.tributary.router.domain.balance.Tally;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Counts what becomes of one lane's deliveries, for the balance and as metrics alike. Touched under
 * the lane's lock only.
 */
final class LaneAccount {

  /** Not settled here, and matched once more by whoever reads it next. */
  private static final Set<String> ELSEWHERE = Set.of("handed_over", "put_aside");

  private final Tally tally = new Tally();
  private final LaneMeters meters;
  private final DeliveryRecorder recorder;

  LaneAccount(LaneMeters meters, DeliveryRecorder recorder) {
    this.meters = meters;
    this.recorder = recorder;
  }

  LaneMeters meters() {
    return meters;
  }

  DeliveryRecorder recorder() {
    return recorder;
  }

  void matched(int deliveries) {
    meters.matched(deliveries);
    for (int i = 0; i < deliveries; i++) {
      tally.matched();
    }
  }

  void delivered(Delivery delivery, Duration request, Instant now) {
    tally.delivered();
    meters.settled("delivered", "");
    recorder.delivered(
        delivery.action(), Duration.between(delivery.since().orElse(now), now), request);
  }

  void dead(Delivery delivery, String code) {
    tally.dead();
    meters.settled("dead", code);
    recorder.dead(delivery.action(), code);
  }

  /** One that was on its way. */
  void discarded(Delivery delivery, String code) {
    count(code, 1);
    if (!ELSEWHERE.contains(code)) {
      recorder.discarded(delivery.action(), code, 1);
    }
  }

  /** Some that never came to be on their way. */
  void discarded(String code, int deliveries) {
    count(code, deliveries);
    if (!ELSEWHERE.contains(code) && deliveries > 0) {
      recorder.received("", deliveries);
      recorder.discarded("", code, deliveries);
    }
  }

  private void count(String code, int deliveries) {
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
