package dev.tributary.router.messaging;

import dev.tributary.router.domain.reading.Start;
import dev.tributary.router.messaging.PositionLoader.Asked;
import dev.tributary.router.messaging.PositionLoader.Found;
import dev.tributary.router.messaging.PositionLoader.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions each lane of this router has: those it wants of those the router was given. Asks
 * Kafka where lanes go on, on a thread of its own, and places the reading where they are.
 *
 * <p>Used by the shared reader's thread alone.
 */
final class Seats {

  private static final Logger LOG = Logger.getLogger(Seats.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(2);

  private final Fanout fanout;
  private final PositionLoader loader;
  private final Executor mail;
  private final Map<LaneBoard, Lane> lanes = new LinkedHashMap<>();
  private boolean stale;
  private boolean asking;
  private @Nullable Found answer;

  /** Counts what came and went, so that an answer is known that is about what was before. */
  private long era;

  /**
   * Without lanes.
   *
   * @param mail takes what is to be done on the reader's thread
   */
  Seats(Fanout fanout, PositionLoader loader, Executor mail) {
    this.fanout = fanout;
    this.loader = loader;
    this.mail = mail;
  }

  void add(Lane lane) {
    lanes.put(lane.board(), lane);
    fanout.add(lane.board());
    stale = true;
  }

  void remove(Lane lane) {
    lanes.remove(lane.board());
    fanout.remove(lane.board());
    stale = true;
  }

  void changed(Lane lane) {
    fanout.changed(lane.board());
    stale = true;
  }

  Stream<LaneBoard> boards() {
    return lanes.keySet().stream();
  }

  /** Partitions have come. */
  void assigned() {
    era++;
    stale = true;
  }

  /** Partitions go to another router, which is to go on where the lanes are. */
  void revoked(Collection<TopicPartition> partitions) {
    var writes =
        lanes.values().stream()
            .map(lane -> lane.commits().writeAfterAll(positions(lane, partitions)))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(writes).get(COMMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      LOG.warn("Positions were not committed in time; some deliveries are sent again, same keys");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    lost(partitions);
  }

  /** Partitions have gone to another router. */
  void lost(Collection<TopicPartition> partitions) {
    era++;
    stale = true;
    fanout.forget(partitions);
    for (var lane : lanes.values()) {
      lane.board().handOver(partitions);
      lane.commits().forget(partitions);
    }
  }

  /** Everything has gone. */
  void lost() {
    var all = new HashSet<TopicPartition>();
    boards().forEach(board -> all.addAll(board.partitions()));
    lost(all);
  }

  /** Gives each lane what it wants of what the consumer has, as far as it is known where. */
  void settle(Consumer<String, byte[]> consumer) {
    var found = answer;
    if (found != null) {
      answer = null;
      take(found, consumer);
    }
    if (!stale) {
      return;
    }
    stale = false;
    lanes.values().forEach(this::giveBack);
    var nobodys = new HashSet<>(consumer.assignment());
    boards().forEach(board -> nobodys.removeAll(board.partitions()));
    fanout.forget(nobodys);
    if (!asking) {
      ask(consumer.assignment());
    }
  }

  /** A lane gives back what it does not want any more; its position there stays. */
  private void giveBack(Lane lane) {
    var gone = new HashSet<>(lane.board().partitions());
    gone.removeIf(partition -> lane.subscription().topics().contains(partition.topic()));
    if (!gone.isEmpty()) {
      var _ = lane.commits().writeAfterAll(positions(lane, gone));
      fanout.forget(lane.board(), gone);
      lane.board().handOver(gone);
      lane.commits().forget(gone);
    }
  }

  private void ask(Set<TopicPartition> assigned) {
    var asked = new ArrayList<Asked>();
    var partitions = new HashSet<TopicPartition>();
    for (var lane : lanes.values()) {
      var subscription = lane.subscription();
      var missing = new HashSet<>(assigned);
      missing.removeIf(partition -> !subscription.topics().contains(partition.topic()));
      missing.removeAll(lane.board().partitions());
      if (!missing.isEmpty()) {
        asked.add(new Asked(lane.commits(), subscription));
        partitions.addAll(missing);
      }
    }
    if (!asked.isEmpty()) {
      asking = true;
      long now = era;
      Thread.ofVirtual().name("router-positions").start(() -> ask(asked, partitions, now));
    }
  }

  /** On a thread of its own. */
  private void ask(List<Asked> asked, Set<TopicPartition> partitions, long then) {
    boolean complete = false;
    try {
      var found = loader.load(asked, partitions);
      complete = found.places().size() == asked.size();
      mail.execute(() -> answer = era == then ? found : null);
    } catch (KafkaException e) {
      LOG.debugf("Positions cannot be read now (%s)", e.getMessage());
    } finally {
      if (!complete) {
        pause();
      }
      mail.execute(() -> {
        asking = false;
        stale = true;
      });
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Found found, Consumer<String, byte[]> consumer) {
    var begun = new HashMap<TopicPartition, List<Long>>();
    var fresh = new HashMap<TopicPartition, List<Long>>();
    for (var lane : lanes.values()) {
      var place = found.places().get(lane.commits());
      if (place != null) {
        take(lane, place, found.beginnings(), place.fresh() ? fresh : begun);
      }
    }
    fresh.forEach(begun::putIfAbsent); // who is new goes where the others are, if there are others
    begun.forEach((partition, nexts) -> {
      if (fanout.next(partition) == null) {
        long start = Start.of(nexts);
        consumer.seek(partition, start);
        fanout.place(partition, start);
      }
    });
  }

  private static void take(
      Lane lane,
      Place place,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, List<Long>> nexts) {
    var had = lane.board().partitions();
    place
        .positions()
        .forEach((partition, position) -> {
          if (!had.contains(partition)
              && lane.subscription().topics().contains(partition.topic())) {
            lane.board().assign(partition, position);
            lane.commits().known(partition, position);
            Expiry.pass(lane.board(), partition, beginnings.getOrDefault(partition, 0L));
            nexts
                .computeIfAbsent(partition, _ -> new ArrayList<>())
                .add(lane.board().feed().next(partition));
          }
        });
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(
      Lane lane, Collection<TopicPartition> partitions) {
    var positions = lane.board().positions();
    positions.keySet().retainAll(partitions);
    return positions;
  }
}
