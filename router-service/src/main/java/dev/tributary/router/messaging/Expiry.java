package dev.tributary.router.messaging;

import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Says of records that Kafka dropped before they were read: the one way to lose them. */
final class Expiry {

  private static final Logger LOG = Logger.getLogger(Expiry.class);

  private Expiry() {}

  /** Takes a lane past what is below the oldest that Kafka still keeps. */
  static void pass(LaneBoard board, TopicPartition partition, long beginning) {
    long expired = board.feed().expire(partition, beginning);
    if (expired > 0) {
      LOG.errorf(
          "Destination %s fell behind what Kafka keeps: %d records expired undelivered; keep the"
              + " topics longer",
          board.plan().destination().name(), expired);
    }
  }
}
