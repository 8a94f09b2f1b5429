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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where one lane stands: what is open, what waits, what became of the rest. Intake and workers meet
 * here and nowhere else; each method is one step under one lock.
 */
final class LaneBoard {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition landed = lock.newCondition();
  private final Condition recallable = lock.newCondition();
  private final Backlog<Delivery> backlog;
  private final Gathering<Held<Delivery>> gathering = new Gathering<>();
  private final Breaker breaker = new Breaker();
  private final LaneMeters meters;
  private final LaneAccount account;
  private final LaneIntake intake;
  private Plan plan;
  private String heldFor = "";
  private String lastFailure = "";
  private boolean away = true;
  private boolean closed;

  LaneBoard(Plan plan, DeliveryLimits limits, LaneMeters meters) {
    this.plan = plan;
    this.backlog = new Backlog<>(limits.bounds());
    this.meters = meters;
    this.account = new LaneAccount(meters);
    this.intake = new LaneIntake(plan, limits, backlog, account, meters);
    allowRequests();
  }

  /** Lets itself be watched; not before a lane of the same name is gone. */
  void show() {
    meters.gauge("tributary.router.pending", () -> locked(account::pending));
    meters.gauge("tributary.router.debounced", () -> locked(intake::waiting));
    meters.gauge("tributary.router.parked", () -> locked(backlog::parked));
    meters.gauge("tributary.router.in.flight", () -> locked(backlog::inFlight));
  }

  Plan plan() {
    return locked(() -> plan);
  }

  /** What is delivered from here on follows another plan, what waits too. */
  void plan(Plan next, Instant now) {
    run(() -> {
      plan = next;
      allowRequests();
      intake.follow(next, now);
    });
  }

  /** A partition is this lane's, from a committed position on. */
  void assign(TopicPartition partition, OffsetAndMetadata committed) {
    run(() -> {
      intake.assign(partition, committed);
      recallable.signalAll();
    });
  }

  /** Partitions are another reader's: what is not settled of them is theirs. */
  void handOver(Collection<TopicPartition> partitions) {
    run(() -> {
      var gone = Set.copyOf(partitions);
      gathering
          .drop(held -> gone.contains(held.what().record().partition()))
          .forEach(backlog::settled);
      intake.handOver(gone);
    });
  }

  /** Everything this lane has goes back to Kafka. */
  void handOverAll() {
    handOver(partitions());
  }

  /** Takes in a record that has been read. Records of a partition come in their order. */
  void take(ConsumerRecord<String, byte[]> source, Instant now) {
    if (locked(() -> intake.settledBefore(source))) {
      meters.record("settled_before");
      return;
    }
    boolean taken = false;
    while (!taken) {
      var under = plan();
      var reading = RecordReader.read(source, under.destination()); // outside the lock: takes time
      taken = locked(() -> takeUnder(under, source, reading, now));
    }
  }

  /** Where the reader is in partitions, and where they end; told while it reads all of them. */
  void read(Map<TopicPartition, LaneWaiting.Reach> reached, Instant now) {
    run(() -> {
      intake.read(reached, now);
      recallable.signalAll();
    });
  }

  /** What is to be read again now; waits for something, at most so long and while asked to. */
  Recall recall(Duration atMost, BooleanSupplier goesOn) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      var recall = nextRecall();
      while (recall instanceof Recall.Nothing && left > 0 && goesOn.getAsBoolean()) {
        left = recallable.awaitNanos(left);
        recall = nextRecall();
      }
      return recall;
    } finally {
      lock.unlock();
    }
  }

  /** Takes records of a range that has been read again up to an offset. */
  void recalled(
      Recall.Range range, List<ConsumerRecord<String, byte[]>> records, long reached, Instant now) {
    var under = plan();
    var readings =
        records.stream()
            .map(record -> RecordReader.readToWait(record, under.destination()))
            .toList();
    run(() -> {
      if (plan.equals(under)) { // else asked for again
        intake.takeAgain(range, records, readings, reached, now);
      }
    });
  }

  /** Takes a record whose value is due, unless a newer one has come in the meantime. */
  void recalled(ConsumerRecord<String, byte[]> record) {
    var reading = RecordReader.readToTell(record, plan().destination());
    run(() -> intake.takeDue(record, reading));
  }

  /** Kafka keeps the record of a value no longer that waited. */
  void expired(TopicPartition partition, long offset) {
    run(() -> intake.expired(partition, offset));
  }

  /** What is to be done next, under way from here; empty where there is nothing or no place. */
  Optional<Work> next(Instant now) {
    return locked(() -> {
      if (closed) {
        return Optional.empty();
      }
      if (gathering.size() > 0 && backlog.depart(now)) {
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
    run(() -> {
      backlog.gathered();
      if (held.what().record().abandoned()) {
        backlog.settled(held);
      } else {
        gathering.add(key, held, draft, limits, now);
      }
      landed.signalAll();
    });
  }

  /** A request was refused as a whole: each half of it is to be sent alone. */
  void split(Shipment shipment) {
    run(() -> {
      var deliveries = shipment.deliveries();
      int middle = deliveries.size() / 2;
      var second = deliveries.subList(middle, deliveries.size());
      gathering.addReady(new Gathering.Gathered<>(shipment.key(), second));
      gathering.addReady(new Gathering.Gathered<>(shipment.key(), deliveries.subList(0, middle)));
    });
  }

  /** A request is over, whatever became of it. */
  void landed() {
    run(() -> {
      backlog.landed();
      landed.signalAll();
    });
  }

  /** The destination answered something other than that it cannot now. */
  void answered() {
    run(() -> {
      breaker.succeeded();
      allowRequests();
    });
  }

  /** The destination cannot now: after many such answers it is asked more rarely. */
  void failed(Instant now) {
    run(() -> {
      breaker.failed(now).ifPresent(backlog::holdUntil);
      allowRequests();
    });
  }

  void delivered(Held<Delivery> held) {
    run(() -> {
      lastFailure = "";
      heldFor = "";
      settle(held, account::delivered);
    });
  }

  /** A dead letter has been written. */
  void dead(Held<Delivery> held, String code) {
    run(() -> settle(held, () -> account.dead(code)));
  }

  /** Not for this destination, for a reason that lies in the event or the definition. */
  void discarded(Held<Delivery> held, String code) {
    run(() -> settle(held, () -> account.discarded(code, 1)));
  }

  /** To be attempted again, when it is due. */
  void park(Held<Delivery> held, Instant due, Failure failure) {
    run(() -> {
      lastFailure = failure.code();
      heldFor = failure.code().equals("address_forbidden") ? failure.message() : "";
      putBack(held, due);
    });
  }

  /** To be made anew at once: the definition has changed meanwhile. */
  void putBack(Held<Delivery> held) {
    run(() -> putBack(held, Instant.MIN));
  }

  /** Nothing can be sent before this is put right; looked at again when the time comes. */
  void hold(Held<Delivery> held, String reason, Instant until) {
    run(() -> {
      heldFor = reason;
      backlog.holdUntil(until);
      putBack(held, until);
    });
  }

  /** Sends nothing before this time. */
  void pause(Instant until) {
    run(() -> backlog.holdUntil(until));
  }

  boolean hasRoom() {
    return locked(backlog::hasRoom);
  }

  /** How long a wait lasts that nothing but time ends; at most as long as given. */
  Duration untilWake(Instant now, Duration most) {
    return locked(() ->
        Stream.concat(backlog.wakeAt(now).stream(), gathering.wakeAt().stream())
            .min(Instant::compareTo)
            .map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ofMillis(1))
            .filter(wait -> wait.compareTo(most) < 0)
            .orElse(most));
  }

  /** What may be committed now of these partitions. */
  Map<TopicPartition, OffsetAndMetadata> positions() {
    return locked(intake::committable);
  }

  /** The partitions that this lane has now. */
  Set<TopicPartition> partitions() {
    return locked(() -> intake.positions().partitions());
  }

  /** Where the consumer reads on. */
  void reached(Map<TopicPartition, Long> next) {
    run(() -> intake.positions().reached(next));
  }

  /** How far this lane is from where its partitions end. */
  Behind behind(Map<TopicPartition, Long> ends) {
    return locked(() -> intake.positions().behind(ends));
  }

  /** Starts no further attempt until {@link #open}. */
  void close() {
    run(() -> {
      closed = true;
      recallable.signalAll();
    });
  }

  /** Starts attempts again. */
  void open() {
    run(() -> closed = false);
  }

  Balance balance() {
    return locked(account::balance);
  }

  /** Whether Kafka has given this lane partitions to read. */
  void assigned(boolean some) {
    run(() -> away = !some);
  }

  /** Whether Kafka has given this lane nothing to read yet, or nothing any more. */
  boolean isWaiting() {
    return locked(() -> away);
  }

  /** Nothing waits and nothing is under way. */
  boolean isIdle() {
    return locked(() -> backlog.size() == 0 && !intake.hasWaiting());
  }

  /** Whether values wait, or are to be read again because they may have. */
  boolean hasWaiting() {
    return locked(intake::hasWaiting);
  }

  /** Waits until no attempt is under way, at most so long. */
  void awaitIdle(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (backlog.inFlight() > 0 && left > 0) {
        left = landed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Records that Kafka no longer kept when this lane came to read them. */
  void expired(long records) {
    meters.expired(records);
  }

  LaneState state(Instant now) {
    return locked(() -> {
      if (!heldFor.isEmpty()) {
        return new LaneState.Held(heldFor);
      }
      if (away) {
        return new LaneState.Waiting();
      }
      boolean failing = !lastFailure.isEmpty() && backlog.size() > 0;
      return failing || backlog.isHeld(now)
          ? new LaneState.BackingOff(lastFailure)
          : new LaneState.Running();
    });
  }

  /** False where another plan is followed by now: the record is to be read under that. */
  private boolean takeUnder(
      Plan under, ConsumerRecord<String, byte[]> source, Reading reading, Instant now) {
    if (!plan.equals(under)) {
      return false;
    }
    meters.record(reading.outcome());
    intake.take(source, reading, now);
    return true;
  }

  private Recall nextRecall() {
    return closed ? new Recall.Nothing() : intake.recall();
  }

  private void settle(Held<Delivery> held, Runnable outcome) {
    backlog.settled(held);
    landed.signalAll();
    recallable.signalAll();
    intake.settle(held.what().record(), outcome);
  }

  private void allowRequests() {
    int wanted = plan.destination().delivery().concurrency().orElse(Integer.MAX_VALUE);
    var vendor = plan.destination().connection().connector().reach().limits().concurrency();
    backlog.allow(breaker.isOpen() ? 1 : Math.min(wanted, vendor.orElse(Integer.MAX_VALUE)));
  }

  private void putBack(Held<Delivery> held, Instant due) {
    landed.signalAll();
    if (held.what().record().abandoned()) {
      backlog.settled(held);
    } else {
      backlog.park(held, due);
    }
  }

  private void run(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
