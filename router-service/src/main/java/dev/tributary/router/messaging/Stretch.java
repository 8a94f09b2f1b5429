package dev.tributary.router.messaging;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one reader read of a partition in one go: everything from an offset up to another. Offsets
 * that no record has hold markers of transactions, or records that Kafka has dropped.
 *
 * @param undecodable offsets of records that nobody can read
 */
record Stretch(
    TopicPartition partition,
    long from,
    long to,
    List<ConsumerRecord<String, byte[]>> records,
    Set<Long> undecodable) {

  /** A record of it that is more to a lane than unmatched. */
  record Found(ConsumerRecord<String, byte[]> source, Reading reading) {}

  /** What became of a stretch that was given to a lane. */
  enum Outcome {
    /** The lane has gone on to its end. */
    TAKEN,
    /** Something of it is wanted, and the backlog has no room: the lane stands where it stood. */
    FULL,
    /** The lane follows another plan by now, under which it is to be read again. */
    OTHER_PLAN,
    /** The lane is not there yet, or does not have the partition. */
    APART
  }
}
