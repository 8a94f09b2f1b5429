package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.Transport;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything one destination has of its own: consumer group, position, backlog, workers,
 * connections. Nothing in it is shared with another lane, so whatever one destination does delays
 * nobody else.
 *
 * <p>One virtual thread reads and commits; the workers deliver. A record is delivered first and
 * committed afterwards: a crash in between sends again what was delivered since the last commit,
 * with the same idempotency keys. While Kafka is away, what was read is still delivered; when its
 * client breaks, the lane begins anew at the committed position.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final LaneParts parts;
  private final LaneBoard board;
  private final LaneWorkers workers;
  private final LaneMeters meters;
  private final Recaller recaller;
  private final Transport transport;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile Subscription subscription;
  private volatile boolean deleted;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private boolean away;

  Lane(LaneParts parts, Plan plan) {
    var delivering = parts.delivering();
    this.parts = parts;
    this.subscription = Subscription.of(plan);
    this.meters = new LaneMeters(parts.registry(), plan.destination().name());
    this.transport = delivering.transports().open();
    this.board = new LaneBoard(plan, delivering.limits(), meters);
    this.workers = new LaneWorkers(board, delivering, transport, meters);
    this.recaller = new Recaller(parts.consumers(), delivering.clock(), board, workers);
  }

  /** Starts reading, once {@code predecessor} is gone where there is one. */
  void start(@Nullable Lane predecessor) {
    Thread.ofVirtual().name("router-lane").start(() -> run(predecessor));
  }

  LaneBoard board() {
    return board;
  }

  /** How far it is behind the stream. May block while Kafka is asked where that ends. */
  Behind behind() {
    return board.behind(parts.ends().of(board.partitions()));
  }

  /** Follows another plan from here on; it begins to read anew where that needs other topics. */
  void follow(Plan plan) {
    subscription = subscription.following(plan);
    board.plan(plan, parts.delivering().clock().instant());
  }

  /** Ends where it is, for another router to go on. Returns at once; see {@link #awaitEnd}. */
  void stop() {
    asked.countDown();
    board.close();
    var open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  /** Ends and removes the position, so that a destination of the same name would begin anew. */
  void delete() {
    deleted = true;
    stop();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits for the end. False if that took longer. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(@Nullable Lane predecessor) {
    try {
      if (predecessor != null) {
        predecessor.ended.await();
      }
      show();
      recaller.start();
      while (goesOn()) {
        attend();
      }
      if (deleted) {
        removePosition();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      recaller.stop();
      transport.close();
      meters.remove();
      ended.countDown();
    }
  }

  /** Reads until asked to end or the Kafka client breaks. */
  private void attend() throws InterruptedException {
    try {
      board.open();
      var wanted = subscription;
      parts.positions().begin(name(), wanted);
      read(parts.consumers().open(name(), wanted), wanted);
      board.handOverAll(); // to read other topics, or nothing more
    } catch (WakeupException _) {
      // Asked to end; the loop looks.
    } catch (KafkaException e) {
      if (!away || !board.isWaiting()) {
        LOG.warnf(
            "Destination %s cannot read from Kafka (%s); it goes on by itself when it can",
            name(), e.getClass().getSimpleName());
      }
      beginAnew();
    } catch (RuntimeException e) { // The outermost frame: this lane begins anew, the others go on.
      LOG.errorf(e, "The lane of destination %s failed; it begins anew", name());
      beginAnew();
    }
  }

  private void beginAnew() throws InterruptedException {
    away = true;
    board.assigned(false);
    board.handOverAll();
    var _ = asked.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read(Consumer<String, byte[]> opened, Subscription wanted) {
    var end = CloseOptions.timeout(CLOSE_PATIENCE);
    try {
      consumer = opened;
      var reader = new LaneReader(opened, parts, board, workers, wanted);
      reader.read(() -> goesOn() && subscription.topics().equals(wanted.topics()));
      board.close();
      if (!deleted) {
        reader.settleDown();
      }
      if (goesOn()) { // comes back as another member; this one would only be waited for
        end.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
      }
    } finally {
      consumer = null;
      opened.close(end);
    }
  }

  private void show() {
    board.show();
    meters.gauge("tributary.router.lag", () -> lag(behind()));
    for (var topic : Subscription.ALL) {
      var name = Subscription.shortName(topic);
      meters.gauge("tributary.router.unread", Tags.of("topic", name), () -> unread(behind(), name));
    }
  }

  private static double lag(Behind behind) {
    return switch (behind) {
      case Behind.Known known -> known.lag();
      case Behind.Unknown _ -> Double.NaN;
    };
  }

  private static double unread(Behind behind, String topic) {
    return switch (behind) {
      case Behind.Known known -> known.unread().getOrDefault(topic, 0L);
      case Behind.Unknown _ -> Double.NaN;
    };
  }

  private void removePosition() throws InterruptedException {
    boolean removed = false;
    while (!removed) {
      try {
        parts.positions().remove(name());
        removed = true;
      } catch (RuntimeException e) { // Kafka is away, or another replica is still in the group.
        Thread.sleep(PAUSE);
      }
    }
  }

  private boolean goesOn() {
    return asked.getCount() > 0;
  }

  private String name() {
    return board.plan().destination().name();
  }
}
