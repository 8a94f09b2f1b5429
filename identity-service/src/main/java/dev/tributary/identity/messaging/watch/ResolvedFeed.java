package dev.tributary.identity.messaging.watch;

import dev.tributary.identity.domain.watch.ChangeFeed;
import dev.tributary.identity.messaging.InstanceName;
import dev.tributary.platform.bus.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of all profiles as {@code resolved} tells them. Every instance reads all partitions
 * by itself, because a caller may watch anybody; it reads only while somebody watches.
 */
@ApplicationScoped
class ResolvedFeed implements ChangeFeed {

  private static final int FETCH_BYTES = 4 << 20;

  private final KafkaSettings kafka;
  private final InstanceName instance;
  private final Object lock = new Object();
  private @Nullable Tail tail;

  ResolvedFeed(KafkaSettings kafka, InstanceName instance) {
    this.kafka = kafka;
    this.instance = instance;
  }

  void stop(@Observes ShutdownEvent event) {
    synchronized (lock) {
      if (tail != null) {
        tail.stop();
      }
    }
  }

  @Override
  public void follow(Listener listener) {
    joined(listener).awaitPosition();
  }

  @Override
  public void leave(Listener listener) {
    synchronized (lock) {
      if (tail != null) {
        tail.remove(listener);
      }
    }
  }

  private Tail joined(Listener listener) {
    synchronized (lock) {
      var running = tail;
      if (running != null && running.add(listener)) {
        return running;
      }
      var started = new Tail(this::consumer);
      started.add(listener);
      tail = started;
      Thread.ofPlatform().name("profile-watch").daemon().start(started);
      return started;
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    var settings = kafka.consumer("tributary-identity-watch-" + instance.text());
    settings.putAll(
        Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            30_000,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            FETCH_BYTES));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
