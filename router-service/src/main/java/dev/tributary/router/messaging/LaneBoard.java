package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Balance;
import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.balance.Tally;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.Backlog.Held;
import dev.tributary.router.domain.delivery.LaneState;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
  private final Backlog<Delivery> backlog;
  private final LaneMeters meters;
  private final Tally tally = new Tally();
  private final LanePositions positions = new LanePositions();
  private final Set<OpenRecord> open = new HashSet<>();
  private Plan plan;
  private String heldFor = "";
  private String lastFailure = "";
  private boolean waiting = true;
  private boolean closed;

  LaneBoard(Plan plan, Backlog.Bounds bounds, LaneMeters meters) {
    this.plan = plan;
    this.backlog = new Backlog<>(bounds);
    this.meters = meters;
  }

  /** Lets itself be watched; not before a lane of the same name is gone. */
  void show() {
    meters.gauge("tributary.router.pending", () -> locked(tally::pending));
    meters.gauge("tributary.router.parked", () -> locked(backlog::parked));
    meters.gauge("tributary.router.in.flight", () -> locked(backlog::inFlight));
  }

  Plan plan() {
    return locked(() -> plan);
  }

  /** What is delivered from here on follows another plan. */
  void plan(Plan next) {
    run(() -> plan = next);
  }

  /** A partition is this lane's, from a committed position on. */
  void assign(TopicPartition partition, OffsetAndMetadata committed) {
    run(() -> positions.assign(partition, committed));
  }

  /** Partitions are another reader's: what is not settled of them is theirs. */
  void handOver(Collection<TopicPartition> partitions) {
    run(() -> {
      var gone = Set.copyOf(partitions);
      backlog.drop(delivery -> gone.contains(delivery.record().partition()));
      for (var record : open) {
        if (gone.contains(record.partition())) {
          record.abandon();
          for (int i = 0; i < record.unsettled(); i++) {
            tally.discarded("handed_over");
            meters.settled("discarded", "handed_over");
          }
        }
      }
      open.removeIf(OpenRecord::abandoned);
      positions.remove(gone);
    });
  }

  /** Everything this lane has goes back to Kafka. */
  void handOverAll() {
    handOver(partitions());
  }

  /** Takes in a record that has been read. Records of a partition come in their order. */
  void take(ConsumerRecord<String, byte[]> source, Supplier<Reading> read) {
    var partition = new TopicPartition(source.topic(), source.partition());
    boolean before = locked(() -> settledBefore(partition, source.offset()));
    if (before) {
      meters.record("settled_before");
      return;
    }
    var reading = read.get(); // outside the lock: parsing takes time
    meters.record(reading.outcome());
    run(() -> take(partition, source, reading));
  }

  /** The next delivery to attempt now, in flight from here. */
  Optional<Held<Delivery>> next(Instant now) {
    return locked(() -> closed ? Optional.empty() : backlog.next(now));
  }

  void delivered(Held<Delivery> held) {
    run(() -> {
      lastFailure = "";
      heldFor = "";
      settle(
          held,
          () -> {
            tally.delivered();
            meters.settled("delivered", "");
          });
    });
  }

  /** A dead letter has been written. */
  void dead(Held<Delivery> held, String code) {
    run(() ->
        settle(
            held,
            () -> {
              tally.dead();
              meters.settled("dead", code);
            }));
  }

  /** To be attempted again, when it is due. */
  void park(Held<Delivery> held, Instant due, Failure failure) {
    run(() -> {
      lastFailure = failure.code();
      heldFor = failure.code().equals("address_forbidden") ? failure.message() : "";
      putBack(held, due);
    });
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
        backlog
            .wakeAt(now)
            .map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ofMillis(1))
            .filter(wait -> wait.compareTo(most) < 0)
            .orElse(most));
  }

  /** What may be committed now of these partitions. */
  Map<TopicPartition, OffsetAndMetadata> positions() {
    return locked(positions::committable);
  }

  /** The partitions that this lane has now. */
  Set<TopicPartition> partitions() {
    return locked(positions::partitions);
  }

  /** Where the consumer reads on. */
  void reached(Map<TopicPartition, Long> next) {
    run(() -> positions.reached(next));
  }

  /** How far this lane is from where its partitions end. */
  Behind behind(Map<TopicPartition, Long> ends) {
    return locked(() -> positions.behind(ends));
  }

  /** Starts no further attempt until {@link #open}. */
  void close() {
    run(() -> closed = true);
  }

  /** Starts attempts again. */
  void open() {
    run(() -> closed = false);
  }

  Balance balance() {
    return locked(tally::balance);
  }

  /** Whether Kafka has given this lane partitions to read. */
  void assigned(boolean some) {
    run(() -> waiting = !some);
  }

  /** Whether Kafka has given this lane nothing to read yet, or nothing any more. */
  boolean isWaiting() {
    return locked(() -> waiting);
  }

  /** Nothing waits and nothing is under way. */
  boolean isIdle() {
    return locked(() -> backlog.size() == 0);
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
      if (waiting) {
        return new LaneState.Waiting();
      }
      boolean failing = !lastFailure.isEmpty() && backlog.size() > 0;
      return failing || backlog.isHeld(now)
          ? new LaneState.BackingOff(lastFailure)
          : new LaneState.Running();
    });
  }

  private boolean settledBefore(TopicPartition partition, long offset) {
    var done = positions.of(partition);
    if (done == null || !done.wasSettled(offset)) {
      return false;
    }
    if (offset >= done.next()) {
      done.skip(offset);
    }
    return true;
  }

  private void take(
      TopicPartition partition, ConsumerRecord<String, byte[]> source, Reading reading) {
    var done = positions.of(partition);
    if (done == null) {
      return; // taken away in between; whoever has it now reads it
    }
    switch (reading) {
      case Reading.Undecodable _, Reading.Unmatched _ -> done.skip(source.offset());
      case Reading.Unaddressable(var calls) -> {
        done.skip(source.offset());
        meters.matched(calls);
        for (int i = 0; i < calls; i++) {
          tally.matched();
          tally.discarded("no_identifier");
          meters.settled("discarded", "no_identifier");
        }
      }
      case Reading.Wanted(var parcels) -> {
        done.take(source.offset());
        meters.matched(parcels.size());
        var record = new OpenRecord(partition, source.offset(), done, parcels.size());
        open.add(record);
        for (var parcel : parcels) {
          var delivery = new Delivery(record, source, parcel);
          tally.matched();
          backlog.add(delivery, delivery.weight());
        }
      }
    }
  }

  private void settle(Held<Delivery> held, Runnable account) {
    backlog.settled(held);
    landed.signalAll();
    var record = held.what().record();
    if (record.abandoned()) {
      return;
    }
    account.run();
    if (record.settleOne()) {
      open.remove(record);
    }
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
