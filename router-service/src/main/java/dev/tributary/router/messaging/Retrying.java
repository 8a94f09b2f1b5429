package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.destination.SoftLinkRule;
import dev.tributary.router.domain.overview.Fate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of deliveries of which an attempt failed and may be repeated: given up when
 * they are too old, else parked in memory, or put aside to Kafka where too many wait in memory
 * already, so that newer ones have room.
 */
final class Retrying {

  private final LaneBoard board;
  private final DeliveryLimits limits;
  private final Burying burying;
  private final Redeliveries redeliveries;
  private final Examples examples;

  Retrying(LaneBoard board, DeliveryLimits limits, Burying burying, Redeliveries redeliveries) {
    this.board = board;
    this.limits = limits;
    this.burying = burying;
    this.redeliveries = redeliveries;
    this.examples = new Examples(board.recorder());
  }

  /** Why an attempt is to be repeated. */
  record Trouble(Failure failure, Pause pause, Instant at) {}

  /** Of one request: what is to be put aside together. */
  final class Round {

    private final List<Held<Delivery>> open;
    private final List<String> hidden;
    private final Map<Held<Delivery>, Failure> aside = new LinkedHashMap<>();

    private Round(List<Held<Delivery>> open, List<String> hidden) {
      this.open = open;
      this.hidden = hidden;
    }

    /**
     * Decides about one.
     *
     * @param die the same for all of a request, so that they come due together
     * @param burial what is kept of it if it is given up
     */
    void retry(Held<Delivery> held, Trouble trouble, RandomGenerator die, Supplier<Burial> burial) {
      var delivery = held.what();
      var now = trouble.at();
      var destination = board.plan().destination();
      var maxAge = destination.delivery().maxAge().orElse(limits.maxAge());
      var end = delivery.firstAttempt(now).plus(maxAge);
      if (!now.isBefore(end)) {
        burying.bury(held, new Burial(burial.get().last(), exhausted(trouble.failure())));
        open.remove(held);
        return;
      }
      var wait = limits.backoff().delay(delivery.attempts(), die);
      switch (trouble.pause()) {
        case Pause.Own _ -> {}
        case Pause.Everything(var time) -> {
          board.pause(now.plus(time));
          wait = time.compareTo(wait) > 0 ? time : wait;
        }
      }
      board.recorder().retrying(delivery.action(), trouble.failure().code());
      examples.keep(delivery, Fate.RETRYING, trouble.failure(), hidden, now);
      if (board.isCrowded(delivery.attempts())) {
        aside.put(held, trouble.failure());
        return;
      }
      var due = now.plus(wait);
      if (destination.softLinks() instanceof SoftLinkRule.None) {
        delivery.forget();
      }
      open.remove(held);
      board.park(held, due.isAfter(end) ? end : due, trouble.failure());
    }

    /** Writes what is to be put aside, and settles it. */
    void end(Instant now) {
      if (aside.isEmpty()) {
        return;
      }
      redeliveries.putAside(
          board.plan().destination().name(),
          aside.keySet().stream().map(Held::what).toList(),
          now.plus(limits.backoff().longest()),
          now);
      aside.forEach((held, failure) -> {
        open.remove(held);
        board.putAside(held, failure);
      });
    }
  }

  /**
   * Begins with the failures of one request.
   *
   * @param open what nothing has come of yet; taken out when something has
   * @param hidden what must not be told of them
   */
  Round round(List<Held<Delivery>> open, List<String> hidden) {
    return new Round(open, hidden);
  }

  private static Failure exhausted(Failure last) {
    return last.code().equals("address_forbidden")
        ? last
        : new Failure("retries_exhausted", "kept failing; last: " + last.message());
  }
}
