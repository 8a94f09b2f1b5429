package dev.tributary.router.messaging;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells the lanes of a router which partitions come and go. A partition that comes is not read
 * before it is known where the lanes are in it.
 */
final class Rebalances implements ConsumerRebalanceListener {

  private final Consumer<String, byte[]> consumer;
  private final Seats seats;

  Rebalances(Consumer<String, byte[]> consumer, Seats seats) {
    this.consumer = consumer;
    this.seats = seats;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    seats.assigned();
    consumer.wakeup(); // to look at once, instead of waiting for records
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    seats.revoked(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    seats.lost(partitions);
  }
}
