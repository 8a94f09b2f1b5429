package dev.tributary.router.messaging;

import dev.tributary.router.domain.debounce.Waiting;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Which records of a partition are to be read again, because of values that wait. */
sealed interface Recall {

  /** None now. */
  record Nothing() implements Recall {}

  /**
   * All of a range: a predecessor had values of it waiting.
   *
   * @param waiting for which; a partition that went away and came back has another
   */
  record Range(TopicPartition partition, Waiting waiting, long from, long to) implements Recall {}

  /** These, in rising order: their values are due. */
  record Due(TopicPartition partition, List<Long> offsets) implements Recall {}
}
