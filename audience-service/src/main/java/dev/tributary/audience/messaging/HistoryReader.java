package dev.tributary.audience.messaging;

import dev.tributary.audience.messaging.History.Piece;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition of {@code resolved} piece after piece, going on where the last one ended. */
final class HistoryReader implements AutoCloseable {

  /** In one piece, however few of them leave anything: so that a crash loses no more. */
  private static final long MOST_OFFSETS = 200_000;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ofMillis(100));

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private List<ConsumerRecord<byte[], byte[]>> polled = List.of();
  private int taken;

  /** The offset that comes next without looking for it. */
  private long next = Progress.UNKNOWN;

  HistoryReader(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.consumer = consumer;
    this.partition = partition;
    consumer.assign(List.of(partition));
  }

  /** The offset of the first record that there is. */
  long first() {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /**
   * Counts a piece; see {@link History#read}.
   *
   * @param entries how many elements the partition may have in memory, all told
   */
  Piece read(PieceBuilder counted, long from, long pieceEnd, long until, int entries)
      throws InterruptedException {
    if (next != from) {
      next = Math.max(first(), from);
      consumer.seek(partition, next);
      polled = List.of();
      taken = 0;
    }
    boolean free = pieceEnd == History.AS_LARGE_AS_MAY_BE;
    int most = Math.max(1, entries / consumer.partitionsFor(partition.topic()).size());
    long stop = free ? Math.min(until, next + MOST_OFFSETS) : pieceEnd;
    while (next < stop) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (taken == polled.size()) {
        next = Math.max(next, consumer.position(partition)); // Ends of transactions have no record.
        turn();
      } else if (polled.get(taken).offset() >= stop) {
        next = stop;
      } else {
        var record = polled.get(taken++);
        counted.add(record.key(), record.value());
        next = record.offset() + 1;
        if (free && counted.entries() >= most) {
          stop = next;
        }
      }
    }
    next = Math.min(next, stop);
    return new Piece(Math.max(from, next), counted.profiles());
  }

  private void turn() {
    polled = consumer.poll(POLL).records(partition);
    taken = 0;
    if (polled.isEmpty()) {
      next = Math.max(next, consumer.position(partition));
    }
  }

  @Override
  public void close() {
    consumer.close(AT_ONCE);
  }
}
