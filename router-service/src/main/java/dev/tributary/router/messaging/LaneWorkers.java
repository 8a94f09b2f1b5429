package dev.tributary.router.messaging;

import dev.tributary.platform.telemetry.Traces;
import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.Call;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Attempts deliveries, each on a virtual thread of its own, as many at once as the backlog hands
 * out. An attempt ends in exactly one step on the board: delivered, dead, parked or held.
 */
final class LaneWorkers {

  private static final Logger LOG = Logger.getLogger(LaneWorkers.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final LaneBoard board;
  private final DeliveryLimits limits;
  private final Transport transport;
  private final Secrets secrets;
  private final DeadLetters deadLetters;
  private final LaneMeters meters;
  private final Composer composer;
  private final Traces traces;
  private final Clock clock;

  private volatile @Nullable Known known;

  /** Whether the last one could not be finished; said once, not for each. */
  private volatile boolean faulty;

  LaneWorkers(
      LaneBoard board, LaneParts.Delivering delivering, Transport transport, LaneMeters meters) {
    this.board = board;
    this.limits = delivering.limits();
    this.transport = transport;
    this.secrets = delivering.secrets();
    this.deadLetters = delivering.deadLetters();
    this.meters = meters;
    this.traces = delivering.traces();
    this.clock = delivering.clock();
    this.composer = new Composer(delivering.softLinks(), meters, clock);
  }

  /** Credentials as they were looked up a moment ago. */
  private record Known(Plan plan, Credentials credentials, Instant at) {}

  /** Starts every attempt that can start now. */
  void pump() {
    var next = board.next(clock.instant());
    while (next.isPresent()) {
      var held = next.get();
      Thread.ofVirtual().name("router-delivery").start(() -> work(held));
      next = board.next(clock.instant());
    }
  }

  private void work(Held<Delivery> held) {
    try (var _ = traces.consumed("router deliver", held.what().source().headers())) {
      attempt(held, board.plan());
      faulty = false;
    } catch (RuntimeException e) { // The outermost frame: Kafka is away, or a fault of ours.
      if (!faulty) {
        LOG.warnf(e, "A delivery could not be finished; this and others like it are tried again");
        faulty = true;
      }
      var failure = new Failure("interrupted", "could not be finished");
      board.park(held, clock.instant().plus(LOOK_AGAIN), failure);
    }
    pump();
  }

  private void attempt(Held<Delivery> held, Plan plan) {
    switch (credentials(plan)) {
      case Credentials.Incomplete(var reason) ->
          board.hold(held, reason, clock.instant().plus(LOOK_AGAIN));
      case Credentials.Complete credentials -> attempt(held, plan, credentials);
    }
  }

  private void attempt(Held<Delivery> held, Plan plan, Credentials.Complete credentials) {
    var delivery = held.what();
    var decided = delivery.burial();
    if (decided != null) { // Given up before, but Kafka did not take the dead letter.
      bury(held, decided.last(), decided.failure());
      return;
    }
    switch (composer.compose(delivery, plan)) {
      case Rendering.Unsendable(var failure) ->
          bury(held, unsent(delivery, plan, credentials), failure);
      case Rendering.Blocked(var reason) ->
          board.hold(held, reason, clock.instant().plus(LOOK_AGAIN));
      case Rendering.Postponed(var failure) -> {
        delivery.attempted(clock.instant());
        meters.attempt(failure.code());
        retry(held, unsent(delivery, plan, credentials), failure, new Pause.Own());
      }
      case Rendering.Sendable(var body) ->
          send(held, Call.of(plan.destination(), credentials, delivery.key(), body), credentials);
    }
  }

  private DeadLetters.LastAttempt unsent(
      Delivery delivery, Plan plan, Credentials.Complete credentials) {
    var call = Call.of(plan.destination(), credentials, delivery.key(), delivery.lastBody());
    return new DeadLetters.LastAttempt(call, credentials, null, clock.instant());
  }

  private void send(Held<Delivery> held, Call call, Credentials.Complete credentials) {
    var delivery = held.what();
    delivery.attempted(clock.instant());
    var answer = transport.send(call);
    var now = clock.instant();
    var last = new DeadLetters.LastAttempt(call, credentials, answer, now);
    switch (limits.judge().verdict(answer, now)) {
      case Delivered _ -> {
        meters.attempt("delivered");
        board.delivered(held);
      }
      case GiveUp(var failure) -> {
        meters.attempt(failure.code());
        bury(held, last, failure);
      }
      case Retry(var failure, var pause) -> {
        meters.attempt(failure.code());
        retry(held, last, failure, pause);
      }
    }
  }

  private void retry(
      Held<Delivery> held, DeadLetters.LastAttempt last, Failure failure, Pause pause) {
    var delivery = held.what();
    var end = delivery.firstAttempt(last.at()).plus(limits.maxAge());
    if (!last.at().isBefore(end)) {
      bury(held, last, exhausted(failure));
      return;
    }
    var wait = limits.backoff().delay(delivery.attempts(), RandomGenerator.getDefault());
    switch (pause) {
      case Pause.Own _ -> {}
      case Pause.Everything(var time) -> {
        board.pause(last.at().plus(time));
        wait = time.compareTo(wait) > 0 ? time : wait;
      }
    }
    var due = last.at().plus(wait);
    board.park(held, due.isAfter(end) ? end : due, failure);
  }

  private void bury(Held<Delivery> held, DeadLetters.LastAttempt last, Failure failure) {
    held.what().bury(new Burial(last, failure));
    deadLetters.write(held.what(), last, failure);
    board.dead(held, failure.code());
  }

  private static Failure exhausted(Failure last) {
    return last.code().equals("address_forbidden")
        ? last
        : new Failure("retries_exhausted", "kept failing; last: " + last.message());
  }

  private Credentials credentials(Plan plan) {
    var now = clock.instant();
    var recent = known;
    if (recent != null
        && recent.plan().version() == plan.version()
        && now.isBefore(recent.at().plus(LOOK_AGAIN))) {
      return recent.credentials();
    }
    var looked = Credentials.of(plan.destination().webhook(), secrets);
    if (looked instanceof Credentials.Incomplete(var reason)
        && (recent == null || !looked.equals(recent.credentials()))) {
      LOG.warnf(
          "Destination %s is held: %s. Nothing is sent until it is there; nothing is lost",
          plan.destination().name(), reason);
    }
    known = new Known(plan, looked, now);
    return looked;
  }
}
