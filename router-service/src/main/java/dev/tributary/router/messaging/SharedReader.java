package dev.tributary.router.messaging;

import dev.tributary.proto.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stream once for all lanes of this router, as a member of one group with other routers.
 * On a thread of its own, which waits for no lane and for no question to Kafka but its own polls.
 *
 * <p>It has no position that would have to be kept: each lane has its own, and this one begins
 * where they are.
 */
final class SharedReader {

  private static final Logger LOG = Logger.getLogger(SharedReader.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration FULL_POLL = Duration.ofMillis(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final LaneParts parts;
  private final String group;
  private final BooleanSupplier ready;
  private final Fanout fanout = new Fanout();
  private final Seats seats;
  private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile @Nullable Consumer<String, byte[]> consumer;
  private boolean away;

  /**
   * A reader that is not started.
   *
   * @param ready whether the lanes that there are at start have been added
   */
  SharedReader(LaneParts parts, String group, BooleanSupplier ready) {
    this.parts = parts;
    this.group = group;
    this.ready = ready;
    this.seats = new Seats(fanout, new PositionLoader(parts.positions()), this::tell);
  }

  void start() {
    Thread.ofVirtual().name("router-reader").start(this::run);
  }

  /** Ends it, and waits for that at most so long. */
  void stop(Duration atMost) throws InterruptedException {
    asked.countDown();
    look();
    var _ = ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads for a lane from here on. */
  void add(Lane lane) {
    tell(() -> seats.add(lane));
  }

  /** Reads for a lane no more; it has handed over what it had, or is about to. */
  void remove(Lane lane) {
    tell(() -> seats.remove(lane));
  }

  /** A lane follows another plan. */
  void changed(Lane lane) {
    tell(() -> seats.changed(lane));
  }

  /** Looks at once whether lanes have come as far as this reader. */
  void look() {
    var open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  /** Whether one who stands at these places is as far as this reader, somewhere. */
  boolean isWithin(Map<TopicPartition, Long> places) {
    return places.entrySet().stream()
        .anyMatch(entry -> {
          var next = fanout.next(entry.getKey());
          return next != null && entry.getValue() >= next;
        });
  }

  private void tell(Runnable step) {
    mail.add(step);
    look();
  }

  private void run() {
    try {
      while (goesOn() && !ready.getAsBoolean()) {
        var _ = asked.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
      while (goesOn()) {
        attend();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Reads until asked to end or the Kafka client breaks. */
  private void attend() throws InterruptedException {
    try {
      read(parts.consumers().openShared(group));
    } catch (KafkaException e) {
      if (!away) {
        LOG.warnf(
            "The stream cannot be read from Kafka (%s); it goes on by itself when it can",
            e.getClass().getSimpleName());
      }
      beginAnew();
    } catch (RuntimeException e) { // The outermost frame.
      LOG.errorf(e, "The reader of the stream failed; it begins anew");
      beginAnew();
    }
  }

  private void beginAnew() throws InterruptedException {
    away = true;
    var _ = asked.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read(Consumer<String, byte[]> opened) {
    var end = CloseOptions.timeout(CLOSE_PATIENCE);
    try {
      consumer = opened;
      opened.subscribe(Subscription.ALL, new Rebalances(opened, seats));
      while (goesOn()) {
        step(opened);
      }
    } finally {
      consumer = null;
      if (goesOn()) { // comes back as another member; this one would only be waited for
        end.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
      }
      try {
        opened.close(end);
      } finally {
        seats.lost();
      }
    }
  }

  private void step(Consumer<String, byte[]> opened) {
    for (var step = mail.poll(); step != null; step = mail.poll()) {
      step.run();
    }
    seats.settle(opened);
    fanout.look();
    var waits = pause(opened);
    var began = now();
    var records = poll(opened, waits);
    if (!opened.assignment().isEmpty()) {
      away = false;
    }
    var now = now();
    for (var partition : opened.assignment()) {
      var next = fanout.next(partition);
      if (next != null) {
        var read = records.records(partition);
        long least = read.isEmpty() ? next : read.getLast().offset() + 1;
        long to = Math.max(least, position(opened, partition, least));
        if (to > next) {
          fanout.take(partition, read, to, now);
        }
      }
    }
    tellReach(opened, began);
  }

  private static ConsumerRecords<String, byte[]> poll(
      Consumer<String, byte[]> opened, Duration atMost) {
    try {
      return opened.poll(atMost);
    } catch (WakeupException _) { // Asked to look; it comes instead of records, never with them.
      return ConsumerRecords.empty();
    }
  }

  /** Reads what somebody has room for; returns how long a poll may wait. */
  private Duration pause(Consumer<String, byte[]> opened) {
    boolean full = false;
    var paused = opened.paused();
    for (var partition : opened.assignment()) {
      boolean joined = fanout.next(partition) != null && fanout.isJoined(partition);
      boolean reads = joined && fanout.hasRoom(partition);
      full |= joined && !reads;
      if (reads == paused.contains(partition)) {
        if (reads) {
          opened.resume(Set.of(partition));
        } else {
          opened.pause(Set.of(partition));
        }
      }
    }
    if (full) {
      return FULL_POLL;
    }
    return seats.boards().anyMatch(LaneBoard::hasWaiting)
        ? parts.pace().commitInterval()
        : IDLE_POLL;
  }

  /** Tells lanes in which values wait how far they have been read, and where the stream ends. */
  private void tellReach(Consumer<String, byte[]> opened, Instant began) {
    var paused = opened.paused(); // of these nobody knows where they end
    seats
        .boards()
        .filter(LaneBoard::hasWaiting)
        .forEach(board -> {
          var reach = new HashMap<TopicPartition, LaneWaiting.Reach>();
          for (var partition : fanout.joined(board)) {
            var next = fanout.next(partition);
            if (next != null
                && partition.topic().equals(Topic.CHANGES.topicName())
                && !paused.contains(partition)) {
              opened
                  .currentLag(partition)
                  .ifPresent(lag -> reach.put(partition, new LaneWaiting.Reach(next, next + lag)));
            }
          }
          board.feed().read(reach, began);
        });
  }

  private static long position(
      Consumer<String, byte[]> opened, TopicPartition partition, long otherwise) {
    try {
      return opened.position(partition, Duration.ZERO);
    } catch (TimeoutException | WakeupException _) { // just now it is not known
      return otherwise;
    }
  }

  private Instant now() {
    return parts.delivering().clock().instant();
  }

  private boolean goesOn() {
    return asked.getCount() > 0;
  }
}
