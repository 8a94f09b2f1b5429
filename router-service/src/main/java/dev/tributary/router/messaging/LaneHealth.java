package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.LaneState;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.list.ListSync;
import java.time.Instant;
import java.util.Set;

/** How one lane's deliveries fare, as operators see it. Touched under the lane's lock only. */
final class LaneHealth {

  /** Codes of what somebody has to put right; their messages are our own words. */
  private static final Set<String> HOLDING = Set.of("address_forbidden", "warehouse_missing");

  private String heldFor = "";
  private String lastFailure = "";

  void delivered() {
    lastFailure = "";
    heldFor = "";
  }

  void failed(Failure failure) {
    // In our own words: what a far end said of it is not for everybody.
    lastFailure =
        ListSync.isOwn(failure) ? failure.code() + ": " + failure.message() : failure.code();
    heldFor = HOLDING.contains(failure.code()) ? failure.message() : "";
  }

  /** Nothing can be sent for this reason. */
  void held(String reason) {
    heldFor = reason;
  }

  LaneState state(Backlog<?> backlog, boolean hasPartitions, Instant now) {
    if (!heldFor.isEmpty()) {
      return new LaneState.Held(heldFor);
    }
    if (!hasPartitions) {
      return new LaneState.Waiting();
    }
    boolean failing = !lastFailure.isEmpty() && backlog.size() > 0;
    return failing || backlog.isHeld(now)
        ? new LaneState.BackingOff(lastFailure)
        : new LaneState.Running();
  }
}
