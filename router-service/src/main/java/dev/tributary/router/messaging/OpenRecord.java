package dev.tributary.router.messaging;

import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of which something is not settled. Touched under the lane's lock only.
 *
 * <p>Once its partition has gone to another reader it is {@link #abandoned}: whatever still comes
 * of its deliveries concerns nobody here.
 */
final class OpenRecord {

  private final TopicPartition partition;
  private final long offset;
  private final LongConsumer settled;
  private int unsettled;
  private boolean abandoned;

  /**
   * A record with so many deliveries.
   *
   * @param settled told the offset when all are settled
   */
  OpenRecord(TopicPartition partition, long offset, LongConsumer settled, int deliveries) {
    this.partition = partition;
    this.offset = offset;
    this.settled = settled;
    this.unsettled = deliveries;
  }

  TopicPartition partition() {
    return partition;
  }

  int unsettled() {
    return unsettled;
  }

  boolean abandoned() {
    return abandoned;
  }

  void abandon() {
    abandoned = true;
  }

  /** Settles one delivery; the last one closes the offset. True if it was the last. */
  boolean settleOne() {
    unsettled--;
    if (unsettled > 0) {
      return false;
    }
    settled.accept(offset);
    return true;
  }
}
