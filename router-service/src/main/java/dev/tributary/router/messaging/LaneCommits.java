package dev.tributary.router.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one lane's positions to Kafka, what has changed of them and one write after the other, so
 * that none overtakes a later one. Nobody waits for it who does not ask to.
 *
 * <p>Whatever is written is true: everything that it calls settled is settled. So a write that
 * comes late, after another router has gone on with the partition, makes a successor send something
 * again, with the same keys, and never leave anything out.
 */
final class LaneCommits {

  private static final Logger LOG = Logger.getLogger(LaneCommits.class);

  private final GroupPositions groups;
  private final String destination;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock beginning = new ReentrantLock(); // held while Kafka is asked
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private boolean failing;
  private boolean ended;

  LaneCommits(GroupPositions groups, String destination) {
    this.groups = groups;
    this.destination = destination;
  }

  /** Whose positions they are. */
  String destination() {
    return destination;
  }

  /**
   * Fixes where the destination begins in each topic, unless it has begun there; so it begins at
   * the same place whatever becomes of it before it has read a record.
   *
   * @param found what was committed a moment ago
   * @return what is committed now; nothing if the destination has ended
   * @throws KafkaException if Kafka cannot be asked now, or a topic is not there yet
   */
  Map<TopicPartition, OffsetAndMetadata> begin(
      Subscription subscription, Map<TopicPartition, OffsetAndMetadata> found) {
    beginning.lock();
    try {
      if (ended) {
        return Map.of();
      }
      var start = groups.startingIn(missing(subscription, found), subscription);
      var now = groups.committed(List.of(destination)).getOrDefault(destination, Map.of());
      start.keySet().removeAll(now.keySet()); // another replica has begun in the meantime
      if (!start.isEmpty()) {
        groups.begin(destination, start);
      }
      start.putAll(now);
      return start;
    } finally {
      beginning.unlock();
    }
  }

  /** Of the topics of a subscription those in which nothing is committed. */
  static Set<String> missing(
      Subscription subscription, Map<TopicPartition, OffsetAndMetadata> found) {
    var missing = new HashSet<>(subscription.topics());
    found.keySet().forEach(partition -> missing.remove(partition.topic()));
    return missing;
  }

  /** Writes nothing any more; returns when nothing is under way. */
  void end() {
    beginning.lock();
    try {
      locked(() -> ended = true);
      last().join();
    } finally {
      beginning.unlock();
    }
  }

  /** Kafka has this position. */
  void known(TopicPartition partition, OffsetAndMetadata position) {
    locked(() -> committed.put(partition, position));
  }

  /** These partitions are no longer written from here. */
  void forget(Collection<TopicPartition> partitions) {
    locked(() -> committed.keySet().removeAll(partitions));
  }

  /** Whether Kafka does not have these positions. */
  boolean owes(Map<TopicPartition, OffsetAndMetadata> positions) {
    lock.lock();
    try {
      return !changed(positions).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Begins to write what has changed, unless a write is under way; false where one is. */
  boolean write(Map<TopicPartition, OffsetAndMetadata> positions) {
    lock.lock();
    try {
      if (!last.isDone()) {
        return false;
      }
      var _ = writeAfterAll(positions);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what has changed once everything under way is done. Fails never, but may not write. */
  CompletableFuture<Void> writeAfterAll(Map<TopicPartition, OffsetAndMetadata> positions) {
    lock.lock();
    try {
      last = last.thenCompose(_ -> begin(positions)).handle((_, failure) -> ended(failure));
      return last;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> begin(Map<TopicPartition, OffsetAndMetadata> positions) {
    lock.lock();
    try {
      var changed = changed(positions);
      if (ended || changed.isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      return groups
          .commit(destination, changed)
          .thenRun(() -> locked(() -> committed.putAll(changed)))
          .toCompletableFuture();
    } catch (KafkaException | IllegalStateException e) { // the client is closed
      return CompletableFuture.failedFuture(e);
    } finally {
      lock.unlock();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> changed(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    var changed = new HashMap<>(positions);
    changed.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
    return changed;
  }

  private Void ended(@Nullable Throwable failure) {
    lock.lock();
    try {
      boolean again = failing;
      failing = failure != null;
      if (failure != null && !again) {
        LOG.warnf(
            "Positions of %s are not committed (%s); it is tried again, a crash until then sends"
                + " some deliveries again, same keys",
            destination, name(failure));
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static String name(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : null;
    return (cause == null ? failure : cause).getClass().getSimpleName();
  }

  private void locked(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }
}
