package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Backlog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where readers give a lane what they read: the shared one, the lane's own, or both at once.
 *
 * <p>Nothing can be left out: each says from where on it has read, and what begins past the lane's
 * own place is not taken. What lies before that place is passed over, so it does no harm to be read
 * twice.
 */
final class LaneFeed {

  private final LaneMonitor monitor;
  private final LaneIntake intake;
  private final Backlog<Delivery> backlog;
  private final LaneMeters meters;

  LaneFeed(LaneMonitor monitor, LaneIntake intake, Backlog<Delivery> backlog, LaneMeters meters) {
    this.monitor = monitor;
    this.intake = intake;
    this.backlog = backlog;
    this.meters = meters;
  }

  /**
   * Takes in a record that was read for this lane alone.
   *
   * @param from nothing lies between this offset and the record
   * @return false where the lane has not come as far as that, or not the partition any more
   */
  boolean take(ConsumerRecord<String, byte[]> source, long from, Instant now) {
    while (true) {
      if (monitor.locked(() -> !joins(source, from))) {
        return false;
      }
      if (monitor.locked(() -> intake.settledBefore(source))) {
        return true;
      }
      var under = monitor.locked(intake::plan);
      var reading = RecordReader.read(source, under.destination()); // outside the lock: takes time
      switch (monitor.locked(() -> takeUnder(under, source, from, reading, now))) {
        case TAKEN -> {
          return true;
        }
        case APART -> {
          return false;
        }
        case OTHER_PLAN, FULL -> {} // to be read under the plan that is followed now
      }
    }
  }

  /**
   * Takes in what was read for many lanes, all of it or nothing.
   *
   * @param found what is not simply unmatched, in the order of offsets
   * @param under the plan by which that was found
   */
  Stretch.Outcome take(Stretch stretch, List<Stretch.Found> found, Plan under, Instant now) {
    return monitor.locked(() -> {
      var positions = intake.positions();
      if (positions.isApart(stretch.partition())
          || !positions.joins(stretch.partition(), stretch.from())) {
        return Stretch.Outcome.APART;
      }
      if (!intake.plan().equals(under)) {
        return Stretch.Outcome.OTHER_PLAN;
      }
      if (!found.isEmpty() && !backlog.hasRoom()) {
        return Stretch.Outcome.FULL;
      }
      if (found.stream()
          .anyMatch(one -> intake.postpones(stretch.partition(), one.reading(), now))) {
        return Stretch.Outcome.FULL;
      }
      intake.take(stretch, found, now);
      monitor.pass();
      if (!found.isEmpty()) {
        monitor.touch();
        monitor.stir();
      }
      return Stretch.Outcome.TAKEN;
    });
  }

  /** Passes what holds no record, up to an offset; nothing where that would leave records out. */
  void pass(TopicPartition partition, long from, long to) {
    monitor.run(() -> {
      var done = intake.positions().of(partition);
      if (done != null && from <= done.next()) {
        done.passTo(to);
        monitor.pass();
      }
    });
  }

  /** Passes what Kafka has dropped below an offset; returns how many records that were. */
  long expire(TopicPartition partition, long earliest) {
    return monitor.locked(() -> {
      var done = intake.positions().of(partition);
      long expired = done == null ? 0 : Math.max(0, earliest - done.next());
      if (done != null && expired > 0) {
        done.passTo(earliest);
        monitor.pass();
        meters.expired(expired);
      }
      return expired;
    });
  }

  /** Lets the shared reader read a partition for this lane; false if the lane is not so far. */
  boolean meet(TopicPartition partition, long shared) {
    return monitor.locked(() -> intake.positions().meet(partition, shared));
  }

  /** The lane reads a partition by itself from here on. */
  void part(TopicPartition partition) {
    monitor.run(() -> {
      intake.positions().part(partition);
      monitor.stir();
    });
  }

  /** What the lane has to read by itself, and where it goes on. */
  Map<TopicPartition, Long> apart() {
    return monitor.locked(intake::apart);
  }

  /** The first offset of a partition that the lane has not read. */
  long next(TopicPartition partition) {
    return monitor.locked(() -> intake.positions().next(partition));
  }

  /** Where a reader is in partitions, and where they end. */
  void read(Map<TopicPartition, LaneWaiting.Reach> reached, Instant now) {
    monitor.run(() -> {
      intake.read(reached, now);
      monitor.tell();
    });
  }

  private boolean joins(ConsumerRecord<String, byte[]> source, long from) {
    var partition = new TopicPartition(source.topic(), source.partition());
    return intake.positions().joins(partition, from);
  }

  private Stretch.Outcome takeUnder(
      Plan under, ConsumerRecord<String, byte[]> source, long from, Reading reading, Instant now) {
    if (!joins(source, from)) {
      return Stretch.Outcome.APART;
    }
    if (!intake.plan().equals(under)) {
      return Stretch.Outcome.OTHER_PLAN;
    }
    var partition = new TopicPartition(source.topic(), source.partition());
    if (intake.postpones(partition, reading, now)) {
      return Stretch.Outcome.APART;
    }
    intake.take(source, reading, now);
    monitor.touch();
    return Stretch.Outcome.TAKEN;
  }
}
