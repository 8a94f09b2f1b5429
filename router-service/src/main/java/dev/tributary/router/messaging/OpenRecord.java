package dev.tributary.router.messaging;

import dev.tributary.router.domain.delivery.Progress;
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
  private final Progress progress;
  private int unsettled;
  private boolean abandoned;

  OpenRecord(TopicPartition partition, long offset, Progress progress, int deliveries) {
    this.partition = partition;
    this.offset = offset;
    this.progress = progress;
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
    progress.settle(offset);
    return true;
  }
}
