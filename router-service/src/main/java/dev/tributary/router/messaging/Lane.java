package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.limit.RateLimit;
import dev.tributary.router.domain.limit.Throttle;
import dev.tributary.router.domain.overview.DeliveryRecorder;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything one destination has of its own: position, backlog, workers, connections, and a reader
 * where it has fallen behind the shared one. Nothing in it is shared with another lane, so whatever
 * one destination does delays nobody else.
 *
 * <p>One virtual thread starts deliveries that are due, commits, and catches up; the workers
 * deliver. A record is delivered first and committed afterwards: a crash in between sends again
 * what was delivered since the last commit, with the same idempotency keys. While Kafka is away,
 * what was read is still delivered.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(2);

  /** Short, for the shared reader may bring something meanwhile that is to be started. */
  private static final Duration CATCH_UP_POLL = Duration.ofMillis(20);

  /** How often it is committed that records were passed over: to read them again costs little. */
  private static final Duration LAZY_COMMIT = Duration.ofSeconds(5);

  private final LaneParts parts;
  private final SharedReader reader;
  private final LaneBoard board;
  private final LaneCommits commits;
  private final LaneWorkers workers;
  private final LaneMeters meters;
  private final Recaller recaller;
  private final CatchUp catchUp;
  private final Transport transport;
  private final Throttle throttle;
  private final DeliveryRecorder recorder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile Subscription subscription;
  private volatile boolean deleted;
  private long committedNanos = System.nanoTime();
  private boolean owesSoon;
  private boolean owesLater;
  private boolean away;

  Lane(LaneParts parts, SharedReader reader, Plan plan) {
    var delivering = parts.delivering();
    var name = plan.destination().name();
    this.parts = parts;
    this.reader = reader;
    this.subscription = Subscription.of(plan);
    this.meters = new LaneMeters(parts.registry(), name);
    this.transport = delivering.transports().open();
    this.recorder = delivering.steering().overviews().open(name);
    this.board = new LaneBoard(plan, delivering.limits(), new LaneAccount(meters, recorder));
    this.commits = new LaneCommits(parts.positions(), name);
    this.throttle = delivering.steering().throttles().open(name);
    this.throttle.follow(RateLimit.of(plan.destination()));
    this.workers = new LaneWorkers(board, delivering, transport, throttle, meters);
    this.recaller = new Recaller(parts.consumers(), delivering.clock(), board, workers);
    this.catchUp = new CatchUp(parts, board, reader);
  }

  /** Starts, once {@code predecessor} is gone where there is one. */
  void start(@Nullable Lane predecessor) {
    if (predecessor == null) {
      reader.add(this);
    }
    Thread.ofVirtual().name("router-lane").start(() -> run(predecessor));
  }

  LaneBoard board() {
    return board;
  }

  LaneCommits commits() {
    return commits;
  }

  Subscription subscription() {
    return subscription;
  }

  /** How far it is behind the stream. May block while Kafka is asked where that ends. */
  Behind behind() {
    return board.behind(parts.ends().of(board.partitions()));
  }

  /** Follows another plan from here on. */
  void follow(Plan plan) {
    subscription = subscription.following(plan);
    throttle.follow(RateLimit.of(plan.destination()));
    board.plan(plan, parts.delivering().clock().instant());
    reader.changed(this);
  }

  /** Ends where it is, for another router to go on. Returns at once; see {@link #awaitEnd}. */
  void stop() {
    asked.countDown();
    board.close();
    catchUp.wakeUp();
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
        reader.add(this);
      }
      show();
      recaller.start();
      while (goesOn()) {
        attend();
      }
      end();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      reader.remove(this);
      catchUp.close();
      recaller.stop();
      transport.close();
      board.handOverAll();
      meters.remove();
      ended.countDown();
    }
  }

  /** Does what there is to do until asked to end or something breaks. */
  private void attend() throws InterruptedException {
    try {
      while (goesOn()) {
        workers.pump();
        var patience = commitWhenDue();
        if (!catchUp.read(patience.compareTo(CATCH_UP_POLL) < 0 ? patience : CATCH_UP_POLL)) {
          board.awaitStir(patience);
        }
        away = false;
      }
    } catch (WakeupException _) {
      // Asked to end; the loop looks.
    } catch (KafkaException e) {
      if (!away) {
        LOG.warnf(
            "Destination %s cannot catch up (%s); it goes on by itself when it can",
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
    catchUp.close();
    var _ = asked.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Commits if it is time to; returns how long there is nothing to do but what comes. */
  private Duration commitWhenDue() {
    owesSoon |= board.wasTouched();
    var interval = owesSoon ? parts.pace().commitInterval() : LAZY_COMMIT;
    var left = interval.minusNanos(System.nanoTime() - committedNanos);
    if (left.isNegative() || left.isZero()) {
      committedNanos = System.nanoTime();
      owesLater = board.hasPassed() || owesSoon || owesLater;
      if (owesLater) { // until Kafka has said that it has them
        var positions = board.positions();
        owesLater = commits.owes(positions);
        owesSoon &= owesLater && !commits.write(positions);
      }
      left = owesSoon ? parts.pace().commitInterval() : LAZY_COMMIT;
    }
    return board.untilWake(parts.delivering().clock().instant(), left);
  }

  /** Waits a while for what is under way, and leaves word how far everything is. */
  private void end() throws InterruptedException {
    reader.remove(this);
    board.close();
    if (deleted) {
      recorder.close();
      commits.end();
      removePosition();
      return;
    }
    board.awaitIdle(parts.pace().shutdownGrace());
    try {
      commits
          .writeAfterAll(board.positions())
          .get(COMMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      LOG.warnf(
          "Positions of %s were not committed in time; some deliveries are sent again, same keys",
          name());
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
