package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.definition.Action.Batch.Many;
import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.router.domain.balance.Balance;
import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.Breaker;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Gathering;
import dev.tributary.router.domain.delivery.LaneState;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where one lane stands: what is open, what waits, what became of the rest. Readers, by way of its
 * {@link LaneFeed}, and workers meet here and nowhere else; each method is one step under one lock.
 */
final class LaneBoard {

  private final LaneMonitor monitor = new LaneMonitor();
  private final LaneHealth health = new LaneHealth();
  private final Backlog<Delivery> backlog;
  private final Gathering<Held<Delivery>> gathering = new Gathering<>();
  private final Breaker breaker = new Breaker();
  private final LaneMeters meters;
  private final LaneAccount account;
  private final LaneIntake intake;
  private final LaneFeed feed;
  private final LaneRecalls recalls;
  private boolean closed;

  LaneBoard(Plan plan, DeliveryLimits limits, LaneAccount account) {
    this.backlog = new Backlog<>(limits.bounds());
    this.meters = account.meters();
    this.account = account;
    this.intake = new LaneIntake(plan, limits, backlog, account, meters);
    this.feed = new LaneFeed(monitor, intake, backlog, meters);
    this.recalls = new LaneRecalls(monitor, intake);
    allowRequests(plan);
  }

  /** Lets itself be watched; not before a lane of the same name is gone. */
  void show() {
    meters.gauge("tributary.router.pending", () -> monitor.locked(account::pending));
    meters.gauge("tributary.router.debounced", () -> monitor.locked(intake::waiting));
    meters.gauge("tributary.router.parked", () -> monitor.locked(backlog::parked));
    meters.gauge("tributary.router.in.flight", () -> monitor.locked(backlog::inFlight));
    meters.gauge("tributary.router.catching.up", () -> feed.apart().size());
  }

  /** Where readers give it what they read. */
  LaneFeed feed() {
    return feed;
  }

  /** What counts for people what becomes of deliveries. */
  DeliveryRecorder recorder() {
    return account.recorder();
  }

  /** What is to be read again for it. */
  LaneRecalls recalls() {
    return recalls;
  }

  Plan plan() {
    return monitor.locked(intake::plan);
  }

  /** What is delivered from here on follows another plan, what waits too. */
  void plan(Plan next, Instant now) {
    monitor.run(() -> {
      allowRequests(next);
      intake.follow(next, now);
      monitor.tell();
      monitor.touch();
      monitor.stir();
    });
  }

  /** A partition is this lane's, from a committed position on. */
  void assign(TopicPartition partition, OffsetAndMetadata committed) {
    monitor.run(() -> {
      intake.assign(partition, committed);
      monitor.tell();
      monitor.stir();
    });
  }

  /** Partitions are another reader's: what is not settled of them is theirs. */
  void handOver(Collection<TopicPartition> partitions) {
    monitor.run(() -> {
      var gone = Set.copyOf(partitions);
      gathering
          .drop(held -> gone.contains(held.what().record().partition()))
          .forEach(backlog::settled);
      intake.handOver(gone);
      monitor.stir();
    });
  }

  /** Everything this lane has goes back to Kafka. */
  void handOverAll() {
    handOver(partitions());
  }

  /** What is to be done next, under way from here; empty where there is nothing or no place. */
  Optional<Work> next(Instant now) {
    return monitor.locked(() -> {
      if (closed) {
        return Optional.empty();
      }
      if (!gathering.isEmpty() && backlog.depart(now)) {
        var gathered = gathering.next(now, !backlog.hasRoom());
        if (gathered.isPresent()) {
          return gathered.map(
              found -> new Work.Ship(new Shipment(found.key(), found.deliveries())));
        }
        backlog.landed();
      }
      return backlog.next(now).map(Work.Compose::new);
    });
  }

  /** A draft waits for others to share a request with; its own is over. */
  void gather(Held<Delivery> held, Gathering.Key key, Draft draft, Many limits, Instant now) {
    monitor.run(() -> {
      backlog.gathered();
      if (held.what().record().abandoned()) {
        backlog.settled(held);
      } else {
        gathering.add(key, held, draft, limits, now);
      }
      monitor.tell();
      monitor.stir(); // it has to look again when the batch has waited long enough
    });
  }

  /** A request was refused as a whole: each half of it is to be sent alone. */
  void split(Shipment shipment) {
    monitor.run(() -> {
      var deliveries = staying(shipment);
      int middle = deliveries.size() / 2;
      var second = deliveries.subList(middle, deliveries.size());
      putTogether(shipment.key(), second);
      putTogether(shipment.key(), deliveries.subList(0, middle));
    });
  }

  /** A request may not be made yet; its deliveries stay together. */
  void delay(Shipment shipment, Instant until) {
    monitor.run(() -> {
      backlog.holdUntil(until);
      putTogether(shipment.key(), staying(shipment));
      monitor.stir();
    });
  }

  /** A request is over, whatever became of it. */
  void landed() {
    monitor.run(() -> {
      backlog.landed();
      monitor.tell();
    });
  }

  /** The destination answered something other than that it cannot now. */
  void answered() {
    monitor.run(() -> {
      breaker.succeeded();
      allowRequests(intake.plan());
    });
  }

  /** The destination cannot now: after many such answers it is asked more rarely. */
  void failed(Instant now, boolean first) {
    monitor.run(() -> {
      breaker.failed(now, first).ifPresent(backlog::holdUntil);
      allowRequests(intake.plan());
    });
  }

  void delivered(Held<Delivery> held, Duration request, Instant now) {
    monitor.run(() -> {
      health.delivered();
      settle(held, () -> account.delivered(held.what(), request, now));
    });
  }

  /** A dead letter has been written. */
  void dead(Held<Delivery> held, String code) {
    monitor.run(() -> settle(held, () -> account.dead(held.what(), code)));
  }

  /** Not for this destination, for a reason that lies in the event or the definition. */
  void discarded(Held<Delivery> held, String code) {
    monitor.run(() -> settle(held, () -> account.discarded(held.what(), code)));
  }

  /** It has been put aside: whoever reads it where it is now matches it again. */
  void putAside(Held<Delivery> held, Failure failure) {
    monitor.run(() -> {
      health.failed(failure);
      settle(held, () -> account.discarded(held.what(), "put_aside"));
    });
  }

  /** Whether one more that waits for its next attempt is to wait elsewhere, not in memory. */
  boolean isCrowded(int attempts) {
    return monitor.locked(() -> intake.isCrowded(attempts));
  }

  /** To be attempted again, when it is due. */
  void park(Held<Delivery> held, Instant due, Failure failure) {
    monitor.run(() -> {
      health.failed(failure);
      putBack(held, due);
    });
  }

  /** To be made anew at once: the definition has changed meanwhile. */
  void putBack(Held<Delivery> held) {
    monitor.run(() -> putBack(held, Instant.MIN));
  }

  /** Nothing can be sent before this is put right; looked at again when the time comes. */
  void hold(Held<Delivery> held, String reason, Instant until) {
    monitor.run(() -> {
      health.held(reason);
      backlog.holdUntil(until);
      putBack(held, until);
    });
  }

  /** Sends nothing before this time. */
  void pause(Instant until) {
    monitor.run(() -> {
      backlog.holdUntil(until);
      monitor.stir();
    });
  }

  boolean hasRoom() {
    return monitor.locked(backlog::hasRoom);
  }

  /** How long a wait lasts that nothing but time ends; at most as long as given. */
  Duration untilWake(Instant now, Duration most) {
    return monitor.locked(() ->
        Stream.of(backlog.wakeAt(now), departure(), intake.rest().wakeAt(now))
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ofMillis(1))
            .filter(wait -> wait.compareTo(most) < 0)
            .orElse(most));
  }

  /** Waits until something happens that the lane's thread is to look at, at most so long. */
  void awaitStir(Duration atMost) throws InterruptedException {
    monitor.awaitStir(atMost);
  }

  /** Whether something was opened or settled since this was last asked. */
  boolean wasTouched() {
    return monitor.wasTouched();
  }

  /** Whether something was passed over since this was last asked. */
  boolean hasPassed() {
    return monitor.hasPassed();
  }

  /** What may be committed now of these partitions. */
  Map<TopicPartition, OffsetAndMetadata> positions() {
    return monitor.locked(intake::committable);
  }

  /** The partitions that this lane has now. */
  Set<TopicPartition> partitions() {
    return monitor.locked(() -> intake.positions().partitions());
  }

  /** How far this lane is from where its partitions end. */
  Behind behind(Map<TopicPartition, Long> ends) {
    return monitor.locked(() -> intake.positions().behind(ends));
  }

  /** Starts no further attempt. */
  void close() {
    monitor.run(() -> {
      closed = true;
      recalls.close();
      monitor.tell();
      monitor.stir();
    });
  }

  Balance balance() {
    return monitor.locked(account::balance);
  }

  /** Whether this lane has nothing to read yet, or nothing any more. */
  boolean isWaiting() {
    return partitions().isEmpty();
  }

  /** Nothing waits and nothing is under way. */
  boolean isIdle() {
    return monitor.locked(() -> backlog.size() == 0 && !intake.hasWaiting());
  }

  /** Whether values wait, or are to be read again because they may have. */
  boolean hasWaiting() {
    return monitor.locked(intake::hasWaiting);
  }

  /** Waits until no attempt is under way, at most so long. */
  void awaitIdle(Duration atMost) throws InterruptedException {
    monitor.awaitWhile(() -> backlog.inFlight() > 0, atMost);
  }

  LaneState state(Instant now) {
    return monitor.locked(
        () -> health.state(backlog, !intake.positions().partitions().isEmpty(), now));
  }

  private void settle(Held<Delivery> held, Runnable outcome) {
    backlog.settled(held);
    monitor.tell();
    intake.settle(held.what().record(), outcome);
    if (intake.positions().hasApart()) {
      monitor.stir(); // there may be room now for what the lane reads by itself
    }
    monitor.touch();
  }

  /** Those of a shipment that are still this lane's; the others are nobody's here. */
  private List<Held<Delivery>> staying(Shipment shipment) {
    var staying = new ArrayList<Held<Delivery>>();
    for (var held : shipment.deliveries()) {
      if (held.what().record().abandoned()) {
        backlog.settled(held);
      } else {
        staying.add(held);
      }
    }
    return staying;
  }

  private void putTogether(Gathering.Key key, List<Held<Delivery>> deliveries) {
    if (!deliveries.isEmpty()) {
      gathering.addReady(new Gathering.Gathered<>(key, deliveries));
    }
  }

  /** When a batch can go though nothing more comes and nothing ends. */
  private Optional<Instant> departure() {
    return gathering
        .wakeAt()
        .flatMap(ready ->
            backlog.mayDepartAt().map(allowed -> allowed.isAfter(ready) ? allowed : ready));
  }

  private void allowRequests(Plan plan) {
    int wanted = plan.destination().delivery().concurrency().orElse(Integer.MAX_VALUE);
    var vendor = plan.destination().connection().connector().reach().limits().concurrency();
    backlog.allow(breaker.isOpen() ? 1 : Math.min(wanted, vendor.orElse(Integer.MAX_VALUE)));
  }

  private void putBack(Held<Delivery> held, Instant due) {
    monitor.tell();
    monitor.stir();
    if (held.what().record().abandoned()) {
      backlog.settled(held);
    } else {
      backlog.park(held, due);
    }
  }
}
