package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.limit.Permit;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.list.Gate;
import dev.tributary.router.domain.sending.Sending;
import java.time.Clock;
import java.time.Duration;

/** Lets a lane's worker pass when its throttle does; it waits for it on its own thread. */
record LaneGate(Throttle throttle, Clock clock) implements Gate {

  /** For longer a worker is not kept from what else there is to do. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Override
  public void pass(int requests) throws Sending.Blocked {
    while (throttle.take(requests, clock.instant()) instanceof Permit.Wait(var until)) {
      var wait = Duration.between(clock.instant(), until);
      if (wait.compareTo(LONGEST) > 0) {
        throw new Sending.Blocked("what the destination allows is used up until " + until);
      }
      try {
        Thread.sleep(wait.isPositive() ? wait : Duration.ofMillis(1));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new Sending.Blocked("interrupted while it waited for the pace that is allowed");
      }
    }
  }

  @Override
  public void answered(Answer answer) {
    throttle.answered(answer, clock.instant());
  }
}
