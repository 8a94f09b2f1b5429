package dev.tributary.router.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads records again whose values wait: those that are due, and after a restart or a rebalance the
 * range in which a predecessor had some waiting. On a thread and through a consumer of its own, so
 * that the lane's reader goes on meanwhile; without one where nothing ever waits.
 *
 * <p>It holds nothing that counts: what it has read and not given to the board is asked for again.
 */
final class Recaller {

  private static final Logger LOG = Logger.getLogger(Recaller.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** The board tells when there is something; nearly all of these threads never have anything. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final LaneParts.Consumers consumers;
  private final Clock clock;
  private final LaneBoard board;
  private final LaneWorkers workers;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("router-recaller").unstarted(this::run);

  private @Nullable Consumer<String, byte[]> consumer;

  Recaller(LaneParts.Consumers consumers, Clock clock, LaneBoard board, LaneWorkers workers) {
    this.consumers = consumers;
    this.clock = clock;
    this.board = board;
    this.workers = workers;
  }

  void start() {
    thread.start();
  }

  /** Ends it, and waits for that. */
  void stop() {
    asked.countDown();
    board.close();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (goesOn()) {
        attend();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void attend() throws InterruptedException {
    try {
      switch (board.recalls().await(IDLE, this::goesOn)) {
        case Recall.Nothing _ -> {}
        case Recall.Range range -> read(range);
        case Recall.Due(var partition, var offsets) -> read(partition, offsets);
      }
    } catch (KafkaException e) { // Kafka is away; the lane's reader says so
      beginAnew();
    } catch (RuntimeException e) { // The outermost frame: what waits is read again.
      LOG.errorf(
          e,
          "Reading again for destination %s failed; it begins anew",
          board.plan().destination().name());
      beginAnew();
    }
  }

  private void beginAnew() throws InterruptedException {
    close();
    var _ = asked.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read(Recall.Range range) {
    var opened = at(range.partition(), range.from());
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (var record : opened.poll(POLL)) {
      if (record.offset() < range.to()) {
        records.add(record);
      }
    }
    board.recalls().take(range, records, opened.position(range.partition(), POLL), clock.instant());
    workers.pump();
  }

  private void read(TopicPartition partition, List<Long> offsets) {
    var opened = at(partition, offsets.getFirst());
    var recalls = board.recalls();
    var _ = // what is left is asked for again
        SingleRecords.read(
            opened,
            partition,
            offsets,
            new SingleRecords.Taker() {
              @Override
              public void found(ConsumerRecord<String, byte[]> record) {
                recalls.take(record);
              }

              @Override
              public void gone(long offset) {
                recalls.expired(partition, offset);
              }

              @Override
              public boolean goesOn() {
                workers.pump();
                return Recaller.this.goesOn();
              }
            });
    workers.pump();
  }

  private Consumer<String, byte[]> at(TopicPartition partition, long offset) {
    var opened = consumer;
    if (opened == null) {
      opened = consumers.openAlone(board.plan().destination().name());
      consumer = opened;
    }
    if (!opened.assignment().equals(Set.of(partition))) {
      opened.assign(Set.of(partition));
    }
    opened.seek(partition, offset);
    return opened;
  }

  private void close() {
    var opened = consumer;
    consumer = null;
    if (opened != null) {
      try {
        opened.close(CloseOptions.timeout(CLOSE_PATIENCE));
      } catch (KafkaException e) { // It is of no use any more, closed well or not.
        LOG.debugf("A consumer was not closed well (%s)", e.getMessage());
      }
    }
  }

  private boolean goesOn() {
    return asked.getCount() > 0;
  }
}
