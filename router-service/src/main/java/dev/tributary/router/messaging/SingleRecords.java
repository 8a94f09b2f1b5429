package dev.tributary.router.messaging;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads single records of a partition, jumping over what lies far between them. */
final class SingleRecords {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Records between two wanted ones that are sooner read over than jumped over. */
  private static final long NEAR = 250;

  private SingleRecords() {}

  /** Who wants records. */
  interface Taker {

    void found(ConsumerRecord<String, byte[]> record);

    /** Kafka does not keep a record any more. */
    void gone(long offset);

    /** Asked between two polls. */
    boolean goesOn();
  }

  /**
   * Reads records until all are read, Kafka has nothing to say for a moment, or the taker ends it.
   *
   * @param opened stands at the first of them
   * @param offsets of records that were there once, rising
   * @return those that were not read
   */
  static List<Long> read(
      Consumer<String, byte[]> opened, TopicPartition partition, List<Long> offsets, Taker taker) {
    var wanted = new ArrayDeque<>(offsets);
    while (!wanted.isEmpty() && taker.goesOn()) {
      var records = opened.poll(POLL);
      for (var record : records) {
        passOver(wanted, record.offset(), taker);
        if (!wanted.isEmpty() && wanted.peek() == record.offset()) {
          wanted.remove();
          taker.found(record);
        }
      }
      long reached = opened.position(partition, POLL);
      passOver(wanted, reached, taker);
      if (records.isEmpty()) {
        break;
      }
      if (!wanted.isEmpty() && wanted.peek() - reached > NEAR) {
        opened.seek(partition, wanted.peek());
      }
    }
    return List.copyOf(wanted);
  }

  /** Those below an offset that the reading has reached are not there any more. */
  private static void passOver(ArrayDeque<Long> wanted, long reached, Taker taker) {
    while (!wanted.isEmpty() && wanted.peek() < reached) {
      taker.gone(wanted.remove());
    }
  }
}
