package dev.tributary.router.messaging;

import dev.tributary.proto.Topic;
import dev.tributary.router.domain.debounce.Waiting;
import dev.tributary.router.domain.delivery.Backlog;
import dev.tributary.router.domain.delivery.CommitNote;
import dev.tributary.router.domain.delivery.DeliveryLimits;
import dev.tributary.router.domain.delivery.Progress;
import dev.tributary.router.domain.delivery.Share;
import dev.tributary.router.domain.destination.DeliveryRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How records become deliveries: each that is wanted is open until everything is settled that comes
 * of it, and goes into the backlog at once, or waits for its time. Touched under the lane's lock
 * only.
 */
final class LaneIntake {

  /** From so many attempts on a delivery waits long, and rather elsewhere than in memory. */
  private static final int OFTEN = 4;

  private final LanePositions positions = new LanePositions();
  private final Set<OpenRecord> open = new HashSet<>();
  private final LaneWaiting waiting;
  private final LaneRest rest = new LaneRest();
  private final Share share;
  private final Backlog<Delivery> backlog;
  private final LaneAccount account;
  private final LaneMeters meters;
  private Plan plan;

  LaneIntake(
      Plan plan,
      DeliveryLimits limits,
      Backlog<Delivery> backlog,
      LaneAccount account,
      LaneMeters meters) {
    int mostUnderWay = Math.max(1, limits.bounds().deliveries() / 2);
    this.waiting = new LaneWaiting(limits.mostWaiting(), mostUnderWay, LaneWaiting.rules(plan));
    this.share = new Share(limits.bounds().deliveries());
    this.plan = plan;
    this.backlog = backlog;
    this.account = account;
    this.meters = meters;
  }

  Plan plan() {
    return plan;
  }

  /** What is taken from here on follows another plan, and so does what waits. */
  void follow(Plan next, Instant now) {
    plan = next;
    superseded(waiting.follow(LaneWaiting.rules(next), positions, now.toEpochMilli()));
  }

  /** A partition is this lane's, from a committed position on. */
  void assign(TopicPartition partition, OffsetAndMetadata committed) {
    var note = CommitNote.read(committed.metadata());
    positions.assign(partition, committed.offset(), note);
    if (partition.topic().equals(Topic.CHANGES.topicName())) {
      waiting.assign(partition, committed.offset(), note);
    }
  }

  /** Partitions are another reader's: what is not settled of them is theirs. */
  void handOver(Set<TopicPartition> gone) {
    backlog.drop(delivery -> gone.contains(delivery.record().partition()));
    for (var record : open) {
      if (gone.contains(record.partition())) {
        record.abandon();
        if (Subscription.isAgain(record.partition().topic())) {
          share.end();
        }
        account.discarded("handed_over", record.unsettled());
      }
    }
    open.removeIf(OpenRecord::abandoned);
    account.discarded("handed_over", waiting.remove(gone));
    rest.remove(gone);
    positions.remove(gone);
  }

  LanePositions positions() {
    return positions;
  }

  /** What is not read for a while. */
  LaneRest rest() {
    return rest;
  }

  /** What the lane has to read by itself now, and where it goes on. */
  Map<TopicPartition, Long> apart() {
    var apart = new HashMap<>(positions.apart());
    apart
        .keySet()
        .removeIf(partition ->
            Subscription.isAgain(partition.topic()) && (share.isSated() || rest.has(partition)));
    return apart;
  }

  /**
   * Whether a record is to be read later: it is not due yet, or what is made once more has its half
   * of the backlog, of which the other half is for what is new.
   */
  boolean postpones(TopicPartition partition, Reading reading, Instant now) {
    if (!(reading instanceof Reading.Again again)) {
      return false;
    }
    if (again.due().isAfter(now)) {
      rest.begin(partition, again.due());
      return true;
    }
    return share.isSated() || !backlog.hasRoom();
  }

  /** Whether one more that waits for its next attempt is to wait elsewhere, not in memory. */
  boolean isCrowded(int attempts) {
    return plan.destination().delivery().order() == DeliveryRule.Order.NONE
        && backlog.isCrowded(attempts < OFTEN ? 2 : 8);
  }

  /** What may be committed now, of all partitions. */
  Map<TopicPartition, OffsetAndMetadata> committable() {
    return positions.committable(waiting);
  }

  /** Whether a record needs nothing, which is noted; then it need not be looked at. */
  boolean settledBefore(ConsumerRecord<String, byte[]> source) {
    var done = positions.of(partition(source));
    if (done == null || !done.wasSettled(source.offset())) {
      return false;
    }
    if (source.offset() >= done.next()) { // else the lane has read it already, and counted it
      meters.record("settled_before");
      done.skip(source.offset());
    }
    return true;
  }

  /** Takes in a record, unless it needs nothing. */
  void take(ConsumerRecord<String, byte[]> source, Reading reading, Instant now) {
    var done = positions.of(partition(source));
    if (done != null && !settledBefore(source)) { // taken away in between: whose it is reads it
      meters.record(reading.outcome());
      take(done, source, reading, now);
    }
  }

  /** Takes in a stretch that joins on, of which these are not simply unmatched. */
  void take(Stretch stretch, List<Stretch.Found> found, Instant now) {
    var done = positions.of(stretch.partition());
    if (done == null) {
      return;
    }
    if (stretch.from() < done.next() || done.isNoted(stretch.from())) {
      takeEach(stretch, found, now);
    } else {
      int undecodable = stretch.undecodable().size();
      meters.records("undecodable", undecodable);
      meters.records("unmatched", stretch.records().size() - found.size() - undecodable);
      found.forEach(one -> take(one.source(), one.reading(), now));
    }
    done.passTo(stretch.to());
  }

  /** Of a stretch that the lane knows in part. */
  private void takeEach(Stretch stretch, List<Stretch.Found> found, Instant now) {
    var readings = new HashMap<Long, Reading>();
    found.forEach(one -> readings.put(one.source().offset(), one.reading()));
    for (var source : stretch.records()) {
      var none =
          stretch.undecodable().contains(source.offset())
              ? new Reading.Undecodable()
              : new Reading.Unmatched();
      take(source, readings.getOrDefault(source.offset(), none), now);
    }
  }

  /** How far the partitions have been read, and what that means for what waits. */
  void read(Map<TopicPartition, LaneWaiting.Reach> reached, Instant now) {
    waiting.read(reached, now.toEpochMilli());
  }

  /** What is to be read again now. */
  Recall recall() {
    return waiting.recall(backlog.hasRoom());
  }

  /** Takes what waited of records of a range that has been read again up to an offset. */
  void takeAgain(
      Recall.Range range,
      List<ConsumerRecord<String, byte[]>> records,
      List<Reading> readings,
      long reached,
      Instant now) {
    if (waiting.of(range.partition()) != range.waiting()) {
      return; // taken away in between
    }
    for (int i = 0; i < readings.size(); i++) {
      takeAgain(range.waiting(), records.get(i), readings.get(i), now);
    }
    range.waiting().caughtUpTo(Math.min(reached, range.to()));
  }

  /** Takes a record that was due, unless a newer one has come in the meantime. */
  void takeDue(ConsumerRecord<String, byte[]> record, Reading reading) {
    var waits = waiting.of(partition(record));
    if (waits == null || !waits.holds(record.offset())) {
      return;
    }
    if (reading instanceof Reading.Wanted(var parcels)) {
      tell(waits, record, parcels);
      return;
    }
    // else by another definition than the one under which it came to wait, or no action takes it
    waits.settle(record.offset());
    account.discarded(reading instanceof Reading.Kept(var code, _) ? code : "unwanted", 1);
  }

  /** Kafka keeps the record of a value no longer that waited. */
  void expired(TopicPartition partition, long offset) {
    var waits = waiting.of(partition);
    if (waits != null && waits.holds(offset)) {
      waits.settle(offset);
      meters.expired(1);
      account.discarded("expired", 1);
    }
  }

  /** One delivery of a record is settled, with this outcome unless others have the record now. */
  void settle(OpenRecord record, Runnable outcome) {
    if (record.abandoned()) {
      return;
    }
    outcome.run();
    if (record.settleOne()) {
      open.remove(record);
    }
  }

  /** How many values wait. */
  int waiting() {
    return waiting.size();
  }

  /** Whether values wait, or are to be read again because they may have. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  private void take(
      Progress done, ConsumerRecord<String, byte[]> source, Reading reading, Instant now) {
    switch (reading) {
      case Reading.Undecodable _, Reading.Unmatched _ -> done.skip(source.offset());
      case Reading.Unaddressable(var calls) -> {
        done.skip(source.offset());
        account.matched(calls);
        account.discarded("no_identifier", calls);
      }
      case Reading.Waits(var value) -> {
        var waits = waiting.of(partition(source));
        if (waits == null || !waiting.hasPlaceFor(waits, value)) {
          meters.undebounced();
          take(done, source, RecordReader.readToTell(source, plan.destination()), now);
          return;
        }
        done.skip(source.offset());
        account.matched(1);
        superseded(waits.add(value, now.toEpochMilli()).size());
      }
      case Reading.Again(var caller, var parcel, var tried, _) -> {
        done.take(source.offset());
        account.matched(1);
        share.begin();
        LongConsumer settled =
            offset -> {
              share.end();
              done.settle(offset);
            };
        var record = new OpenRecord(partition(source), source.offset(), settled, 1);
        open.add(record);
        enqueue(new Delivery(record, caller, parcel, tried, plan.version()));
      }
      case Reading.Wanted(var parcels) -> {
        overtake(source);
        done.take(source.offset());
        account.matched(parcels.size());
        enqueue(source, done::settle, parcels);
      }
      case Reading.Kept(var code, var calls) -> {
        done.skip(source.offset());
        account.matched(calls);
        account.discarded(code, calls);
      }
    }
  }

  private void takeAgain(
      Waiting waits, ConsumerRecord<String, byte[]> source, Reading reading, Instant now) {
    if (!(reading instanceof Reading.Waits(var value))
        || !waits.waited(source.offset(), value.trait())) {
      meters.record("settled_before");
      return;
    }
    meters.record(reading.outcome());
    account.matched(1);
    if (waiting.hasPlaceFor(waits, value)) {
      superseded(waits.add(value, now.toEpochMilli()).size());
      return;
    }
    switch (RecordReader.readToTell(source, plan.destination())) {
      case Reading.Wanted(var parcels) -> {
        meters.undebounced();
        tell(waits, source, parcels);
      }
      case Reading.Kept(var code, _) -> account.discarded(code, 1);
      case Reading.Undecodable _,
          Reading.Unmatched _,
          Reading.Unaddressable _,
          Reading.Waits _,
          Reading.Again _ ->
          throw new IllegalStateException("A value that waits cannot be told");
    }
  }

  /**
   * A value that is told at once, or for which there was no place, is not to be followed by older.
   */
  private void overtake(ConsumerRecord<String, byte[]> source) {
    var waits = waiting.of(partition(source));
    if (waits != null
        && waits.size() > 0
        && RecordReader.readToWait(source, plan.destination())
            instanceof Reading.Waits(var value)) {
      superseded(waits.overtake(value).size());
    }
  }

  private void superseded(int values) {
    account.discarded("superseded", values);
  }

  private void tell(Waiting waits, ConsumerRecord<String, byte[]> source, List<Parcel> parcels) {
    waits.tell(source.offset());
    account.matched(parcels.size() - 1); // one was counted when it came to wait
    enqueue(source, waits::settle, parcels);
  }

  private void enqueue(
      ConsumerRecord<String, byte[]> source, LongConsumer settled, List<Parcel> parcels) {
    var record = new OpenRecord(partition(source), source.offset(), settled, parcels.size());
    open.add(record);
    for (var parcel : parcels) {
      enqueue(new Delivery(record, source, parcel, Delivery.Tried.NEVER, plan.version()));
    }
  }

  private void enqueue(Delivery delivery) {
    if (delivery.attempts() == 0) { // else it was counted before it was put aside
      account.recorder().received(delivery.action(), 1);
    }
    backlog.add(delivery, delivery.weight(), subject(delivery));
  }

  /** Whom a delivery comes after, where the destination asked for order. */
  private String subject(Delivery delivery) {
    return plan.destination().delivery().order() == DeliveryRule.Order.PROFILE
        ? delivery.profile()
        : "";
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
