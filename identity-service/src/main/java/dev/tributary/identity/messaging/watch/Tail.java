package dev.tributary.identity.messaging.watch;

import dev.tributary.identity.domain.watch.Change;
import dev.tributary.identity.domain.watch.ChangeFeed.Listener;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Follows every partition of {@code resolved} from its end on, without a group, until nobody
 * listens or something fails; then its listeners are told that they lost it. Never starts over: who
 * still wants to follow would have missed what came in between.
 */
final class Tail implements Runnable {

  private static final Logger LOG = Logger.getLogger(Tail.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long CHECK_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CompletableFuture<Boolean> positioned = new CompletableFuture<>();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private boolean over;

  Tail(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /** Lets a listener follow too, unless it is over. */
  synchronized boolean add(Listener listener) {
    return !over && listeners.add(listener);
  }

  /** Lets a listener go; with the last one it is over. */
  synchronized void remove(Listener listener) {
    listeners.remove(listener);
    over |= listeners.isEmpty();
  }

  /** Ends it soon. */
  synchronized void stop() {
    over = true;
  }

  /**
   * Waits until it stands at the end of every partition.
   *
   * @throws Unavailable if it does not get there
   */
  void awaitPosition() {
    try {
      positioned.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("The changes of profiles cannot be followed for now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void run() {
    try (var consumer = consumers.get()) {
      var partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      positioned.complete(true);
      follow(consumer, partitions);
    } catch (WakeupException _) {
      // Stopped.
    } catch (RuntimeException e) { // The outermost frame: whoever watches is told to ask again.
      LOG.warn("Watching profiles ends, callers ask again. Check that Kafka is there", e);
      positioned.completeExceptionally(e);
    } finally {
      end();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    long checked = System.nanoTime();
    while (isWanted()) {
      var records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        tell(changes(records));
      }
      if (System.nanoTime() - checked > CHECK_NANOS) {
        check(consumer, partitions);
        checked = System.nanoTime();
      }
    }
  }

  /** A poll says nothing of a broker that is away, nor of partitions that were added. */
  private static void check(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    var _ = consumer.endOffsets(partitions);
    if (partitions(consumer).size() != partitions.size()) {
      throw new IllegalStateException("The topic resolved has other partitions than before");
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    var topic = Topic.RESOLVED.topicName();
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("The topic resolved is not there");
    }
    return partitions;
  }

  private static List<Change> changes(ConsumerRecords<byte[], byte[]> records) {
    return StreamSupport.stream(records.spliterator(), false)
        .map(ChangeReader::read)
        .flatMap(Optional::stream)
        .toList();
  }

  private void tell(List<Change> changes) {
    if (!changes.isEmpty()) {
      all().forEach(listener -> listener.changed(changes));
    }
  }

  private void end() {
    stop();
    positioned.completeExceptionally(new IllegalStateException("Nobody follows any more"));
    all().forEach(Listener::lost);
  }

  private synchronized boolean isWanted() {
    return !over;
  }

  private synchronized List<Listener> all() {
    return List.copyOf(listeners);
  }
}
