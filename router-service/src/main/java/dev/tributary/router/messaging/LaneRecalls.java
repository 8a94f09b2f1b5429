package dev.tributary.router.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where a lane is asked which records are to be read again, and given what they say. */
final class LaneRecalls {

  private final LaneMonitor monitor;
  private final LaneIntake intake;
  private boolean closed;

  LaneRecalls(LaneMonitor monitor, LaneIntake intake) {
    this.monitor = monitor;
    this.intake = intake;
  }

  /** What is to be read again now; waits for something, at most so long and while asked to. */
  Recall await(Duration atMost, BooleanSupplier goesOn) throws InterruptedException {
    var found = new Recall[] {new Recall.Nothing()};
    monitor.awaitWhile(
        () -> {
          found[0] = closed ? new Recall.Nothing() : intake.recall();
          return found[0] instanceof Recall.Nothing && goesOn.getAsBoolean();
        },
        atMost);
    return found[0];
  }

  /** Takes records of a range that has been read again up to an offset. */
  void take(
      Recall.Range range, List<ConsumerRecord<String, byte[]>> records, long reached, Instant now) {
    var under = monitor.locked(intake::plan);
    var readings =
        records.stream()
            .map(record -> RecordReader.readToWait(record, under.destination()))
            .toList();
    monitor.run(() -> {
      if (intake.plan().equals(under)) { // else asked for again
        intake.takeAgain(range, records, readings, reached, now);
        monitor.touch();
        monitor.stir();
      }
    });
  }

  /** Takes a record whose value is due, unless a newer one has come in the meantime. */
  void take(ConsumerRecord<String, byte[]> record) {
    var under = monitor.locked(intake::plan);
    var reading = RecordReader.readToTell(record, under.destination());
    monitor.run(() -> {
      intake.takeDue(record, reading);
      monitor.touch();
      monitor.stir();
    });
  }

  /** Kafka keeps the record of a value no longer that waited. */
  void expired(TopicPartition partition, long offset) {
    monitor.run(() -> {
      intake.expired(partition, offset);
      monitor.touch();
    });
  }

  /** Asks for nothing any more. For those who hold the lock. */
  void close() {
    closed = true;
  }
}
