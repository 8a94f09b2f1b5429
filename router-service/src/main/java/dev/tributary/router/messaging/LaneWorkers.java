package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.definition.Action.Batch;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.telemetry.Traces;
import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.Gathering;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.delivery.Verdict;
import dev.tributary.router.domain.delivery.Verdict.Delivered;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.delivery.Verdict.GiveUp;
import dev.tributary.router.domain.delivery.Verdict.Needless;
import dev.tributary.router.domain.delivery.Verdict.Pause;
import dev.tributary.router.domain.delivery.Verdict.Renew;
import dev.tributary.router.domain.delivery.Verdict.Retry;
import dev.tributary.router.domain.destination.ActionRule;
import dev.tributary.router.domain.destination.Credentials;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.limit.Permit;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.list.ListSync;
import dev.tributary.router.domain.sending.Sending;
import dev.tributary.router.messaging.Retrying.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Makes drafts of deliveries and sends them, alone or with others, each request on a virtual thread
 * of its own, as many at once as the board hands out. A delivery's attempt ends in exactly one step
 * on the board: delivered, dead, discarded, parked, held or gathered.
 */
final class LaneWorkers {

  private static final Logger LOG = Logger.getLogger(LaneWorkers.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Then another thread goes on: what needs no request never waits, and others want to run too. */
  private static final int IN_A_ROW = 32;

  private final LaneBoard board;
  private final LaneCredentials credentials;
  private final LaneMeters meters;
  private final Composer composer;
  private final Sending sending;
  private final ListSync lists;
  private final Redeliveries redeliveries;
  private final Burying burying;
  private final Retrying retrying;
  private final Throttle throttle;
  private final Traces traces;
  private final Clock clock;

  /** Whether the last one could not be finished; said once, not for each. */
  private volatile boolean faulty;

  LaneWorkers(
      LaneBoard board,
      LaneParts.Delivering delivering,
      Transport transport,
      Throttle throttle,
      LaneMeters meters) {
    this.throttle = throttle;
    this.board = board;
    this.credentials = new LaneCredentials(delivering.secrets(), delivering.clock());
    this.meters = meters;
    this.traces = delivering.steering().traces();
    this.clock = delivering.clock();
    this.composer = new Composer(delivering.asking().softLinks(), meters, clock);
    this.sending = new Sending(transport, delivering.limits().judge(), JsonText::write, clock);
    var asking = delivering.asking();
    this.lists = new ListSync(asking.members(), asking.lists(), sending, clock);
    this.burying = new Burying(board, delivering.writing().deadLetters());
    this.redeliveries = delivering.writing().redeliveries();
    this.retrying =
        new Retrying(board, delivering.limits(), burying, delivering.writing().redeliveries());
  }

  /** Starts everything that can start now. */
  void pump() {
    var next = board.next(clock.instant());
    while (next.isPresent()) {
      start(next.get());
      next = board.next(clock.instant());
    }
  }

  private void start(Work work) {
    Thread.ofVirtual().name("router-delivery").start(() -> work(work));
  }

  /** Does one thing after the other while there is something to do, and starts what can go too. */
  private void work(Work first) {
    var next = Optional.of(first);
    for (int done = 0; next.isPresent() && done < IN_A_ROW; done++) {
      finish(next.get());
      next = board.next(clock.instant());
      if (next.isPresent()) {
        pump();
      }
    }
    next.ifPresent(this::start);
  }

  private void finish(Work work) {
    var open =
        new ArrayList<>(
            switch (work) {
              case Work.Compose(var held) -> List.of(held);
              case Work.Ship(var shipment) -> shipment.deliveries();
            });
    boolean gathered = false;
    try (var _ = traces.consumed("router deliver", open.getFirst().what().source().headers())) {
      gathered =
          switch (work) {
            case Work.Compose(var held) -> attempt(held, board.plan(), open);
            case Work.Ship(var shipment) -> {
              attempt(shipment, board.plan(), open);
              yield false;
            }
          };
      faulty = false;
    } catch (RuntimeException e) { // The outermost frame: Kafka is away, or a fault of ours.
      if (!faulty) {
        LOG.warnf(e, "A delivery could not be finished; this and others like it are tried again");
        faulty = true;
      }
      var failure = new Failure("interrupted", "could not be finished");
      open.forEach(held -> board.park(held, clock.instant().plus(LOOK_AGAIN), failure));
    }
    if (!gathered) {
      board.landed();
    }
  }

  /**
   * Attempts one; true if it waits for others now.
   *
   * @param open what nothing has come of yet; taken out when something has
   */
  private boolean attempt(Held<Delivery> held, Plan plan, List<Held<Delivery>> open) {
    return switch (credentials.of(plan)) {
      case Credentials.Incomplete(var reason) -> {
        hold(open, reason);
        yield false;
      }
      case Credentials.Complete credentials -> attempt(held, plan, credentials, open);
    };
  }

  private boolean attempt(
      Held<Delivery> held, Plan plan, Credentials.Complete credentials, List<Held<Delivery>> open) {
    var delivery = held.what();
    var decided = delivery.burial();
    if (decided != null) { // Given up before, but Kafka did not take the dead letter.
      bury(open, held, decided);
      return false;
    }
    switch (composer.compose(delivery, plan, credentials.context())) {
      case Rendering.Discarded(var code) -> {
        open.remove(held);
        board.discarded(held, code);
      }
      case Rendering.Unsendable(var failure) ->
          bury(open, held, burying.unsent(delivery, plan, credentials, failure, clock.instant()));
      case Rendering.Blocked(var reason) -> hold(open, reason);
      case Rendering.Postponed(var failure) ->
          await(List.of(held), failure, plan, credentials, open);
      case Rendering.Ready(var draft, var rule) -> {
        if (rule.batch() instanceof Batch.Many many) {
          open.remove(held);
          var key = new Gathering.Key(rule.name(), plan.version(), draft.group());
          board.gather(held, key, draft, many, clock.instant());
          return true;
        }
        var key = new Gathering.Key(rule.name(), plan.version(), draft.group());
        send(new Shipment(key, List.of(held)), rule, plan, credentials, open);
      }
    }
    return false;
  }

  /** Attempts several that have gathered; those made under another definition are made anew. */
  private void attempt(Shipment shipment, Plan plan, List<Held<Delivery>> open) {
    var rule = plan.destination().action(shipment.key().action());
    if (shipment.key().version() != plan.version() || rule.isEmpty()) {
      open.clear();
      shipment.deliveries().forEach(board::putBack);
      return;
    }
    switch (credentials.of(plan)) {
      case Credentials.Incomplete(var reason) -> hold(open, reason);
      case Credentials.Complete credentials -> send(shipment, rule.get(), plan, credentials, open);
    }
  }

  private void send(
      Shipment shipment,
      ActionRule rule,
      Plan plan,
      Credentials.Complete credentials,
      List<Held<Delivery>> open) {
    var deliveries = shipment.deliveries();
    var drafts = new ArrayList<Draft>();
    for (var held : deliveries) {
      var draft = held.what().draftUnder(plan);
      if (draft == null) {
        open.clear();
        deliveries.forEach(board::putBack);
        return;
      }
      drafts.add(draft);
    }
    if (rule.list().isEmpty() // else each of its requests is asked for, however many there are
        && throttle.take(RateLimit.requests(rule), clock.instant())
            instanceof Permit.Wait(var until)) {
      open.clear();
      board.delay(shipment, until);
      return;
    }
    var began = clock.instant();
    Sending.Sent sent;
    try {
      sent = send(plan.destination(), rule, drafts, credentials);
    } catch (Sending.Blocked e) {
      if (rule.list().isPresent()) {
        await(deliveries, new Failure(ListSync.WAITS, e.reason()), plan, credentials, open);
      } else { // no attempt: its age does not begin
        hold(open, e.reason());
      }
      return;
    }
    deliveries.forEach(held -> held.what().attempted(began));
    settle(shipment, rule, sent, new Burying.Under(plan, credentials, began), open);
  }

  /** Lists that wait for somebody other than the tool hold up nothing else of the destination. */
  private void await(
      List<Held<Delivery>> deliveries,
      Failure failure,
      Plan plan,
      Credentials.Complete credentials,
      List<Held<Delivery>> open) {
    var now = clock.instant();
    var round = retrying.round(open, credentials.hidden());
    for (var held : deliveries) {
      var delivery = held.what();
      delivery.attempted(now);
      meters.attempt(failure.code());
      round.retry(
          held,
          new Trouble(failure, new Pause.Own(), now),
          RandomGenerator.getDefault(),
          () -> burying.unsent(delivery, plan, credentials, failure, now));
    }
    round.end(now);
  }

  private Sending.Sent send(
      Destination destination,
      ActionRule rule,
      List<Draft> drafts,
      Credentials.Complete credentials)
      throws Sending.Blocked {
    if (rule.list().isEmpty()) {
      return sending.send(destination.connection().connector(), rule, drafts, credentials);
    }
    var list = rule.list().get();
    var told = lists.send(destination, list, drafts, credentials, new LaneGate(throttle, clock));
    if (!told.left().isEmpty()) {
      var hints =
          new MemberHints(destination.name(), list, UUID.randomUUID().toString(), clock.instant());
      redeliveries.deliver(told.left().stream().map(hints::of).toList());
    }
    return told.sent();
  }

  private void settle(
      Shipment shipment,
      ActionRule rule,
      Sending.Sent sent,
      Burying.Under under,
      List<Held<Delivery>> open) {
    var now = clock.instant();
    if (sent.answer() != null) {
      throttle.answered(sent.answer(), now);
    }
    var deliveries = shipment.deliveries();
    if (!sent.verdicts().stream().allMatch(verdict -> verdict instanceof Retry)) {
      board.answered();
    } else if (sent.verdicts().stream().anyMatch(LaneWorkers::isFaultOfTheFarEnd)) {
      board.failed(now, deliveries.stream().anyMatch(held -> held.what().attempts() == 1));
    }
    if (sent.whole()
        && sent.verdicts().getFirst() instanceof GiveUp
        && !shipment.isAlone()
        && rule.action().items().split()
        && sent.mayBeOneOfThem()) {
      meters.attempt("split");
      open.clear();
      board.split(shipment);
      return;
    }
    settleDelivered(
        deliveries,
        sent,
        Duration.between(under.began(), now),
        open); // first, for dead letters may fail to be written
    long dice = RandomGenerator.getDefault().nextLong();
    var round = retrying.round(open, under.credentials().hidden());
    for (int i = 0; i < deliveries.size(); i++) {
      var held = deliveries.get(i);
      switch (sent.verdicts().get(i)) {
        case Delivered _ -> {}
        case Needless(var code) -> {
          open.remove(held);
          board.discarded(held, code);
        }
        case GiveUp(var failure) -> {
          meters.attempt(failure.code());
          bury(open, held, burying.sent(held.what(), shipment, sent, under, failure, now));
        }
        case Retry(var failure, var pause) -> {
          meters.attempt(failure.code());
          round.retry(
              held,
              new Trouble(failure, pause, now),
              new SplittableRandom(dice),
              () -> burying.sent(held.what(), shipment, sent, under, failure, now));
        }
        case Renew(var failure) -> {
          meters.attempt(failure.code());
          round.retry(
              held,
              new Trouble(failure, new Pause.Own(), now),
              new SplittableRandom(dice),
              () -> burying.sent(held.what(), shipment, sent, under, failure, now));
        }
      }
    }
    round.end(now);
  }

  private static boolean isFaultOfTheFarEnd(Verdict verdict) {
    return verdict instanceof Retry(var failure, _) && !ListSync.isOwn(failure);
  }

  private void settleDelivered(
      List<Held<Delivery>> deliveries,
      Sending.Sent sent,
      Duration request,
      List<Held<Delivery>> open) {
    var now = clock.instant();
    for (int i = 0; i < deliveries.size(); i++) {
      if (sent.verdicts().get(i) instanceof Delivered) {
        meters.attempt("delivered");
        open.remove(deliveries.get(i));
        board.delivered(deliveries.get(i), request, now);
      }
    }
  }

  private void bury(List<Held<Delivery>> open, Held<Delivery> held, Burial burial) {
    burying.bury(held, burial);
    open.remove(held);
  }

  private void hold(List<Held<Delivery>> open, String reason) {
    var until = clock.instant().plus(LOOK_AGAIN);
    open.forEach(held -> board.hold(held, reason, until));
    open.clear();
  }
}
