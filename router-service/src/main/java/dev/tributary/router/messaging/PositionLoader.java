package dev.tributary.router.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Finds where destinations go on in partitions, or begin: one question to Kafka for all of them.
 */
final class PositionLoader {

  private static final Logger LOG = Logger.getLogger(PositionLoader.class);

  /** Destinations that begin and are looked after at once. */
  private static final int AT_ONCE = 8;

  private final GroupPositions groups;

  PositionLoader(GroupPositions groups) {
    this.groups = groups;
  }

  /** Who asks, and for which topics. */
  record Asked(LaneCommits lane, Subscription subscription) {}

  /**
   * Where a lane goes on.
   *
   * @param fresh whether it begins, in some topic
   */
  record Place(Map<TopicPartition, OffsetAndMetadata> positions, boolean fresh) {}

  /**
   * What was found; of destinations for which it failed, nothing.
   *
   * @param beginnings the oldest that Kafka still keeps
   */
  record Found(Map<LaneCommits, Place> places, Map<TopicPartition, Long> beginnings) {}

  /**
   * Where each goes on in these partitions, of the topics that it wants. May block for long.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  Found load(Collection<Asked> asked, Set<TopicPartition> partitions) {
    var committed = groups.committed(asked.stream().map(one -> one.lane().destination()).toList());
    var places = new ConcurrentHashMap<LaneCommits, Place>();
    var beginners = new ArrayList<Asked>();
    for (var one : asked) {
      var known = committed.getOrDefault(one.lane().destination(), Map.of());
      if (LaneCommits.missing(one.subscription(), known).isEmpty()
          && known.keySet().containsAll(wanted(one, partitions))) {
        places.put(one.lane(), new Place(only(known, wanted(one, partitions)), false));
      } else {
        beginners.add(one);
      }
    }
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (var one : beginners) {
        var known = committed.getOrDefault(one.lane().destination(), Map.of());
        threads.execute(() -> begin(one, known, partitions, places));
      }
    }
    return new Found(places, groups.beginnings(partitions));
  }

  private void begin(
      Asked one,
      Map<TopicPartition, OffsetAndMetadata> known,
      Set<TopicPartition> partitions,
      Map<LaneCommits, Place> places) {
    try {
      boolean fresh = !LaneCommits.missing(one.subscription(), known).isEmpty();
      var all = fresh ? one.lane().begin(one.subscription(), known) : new HashMap<>(known);
      if (all.isEmpty()) {
        return; // it has ended
      }
      var wanted = wanted(one, partitions);
      var added = new ArrayList<>(wanted); // partitions that were added to a topic
      added.removeAll(all.keySet());
      var positions = only(all, wanted);
      if (!added.isEmpty()) {
        positions.putAll(groups.startingAt(added, one.subscription()));
      }
      places.put(one.lane(), new Place(positions, fresh));
    } catch (KafkaException e) { // This one is asked for again; the others go on.
      LOG.debugf("%s cannot begin now (%s)", one.lane().destination(), e.getMessage());
    }
  }

  private static Collection<TopicPartition> wanted(Asked one, Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> one.subscription().topics().contains(partition.topic()))
        .toList();
  }

  private static Map<TopicPartition, OffsetAndMetadata> only(
      Map<TopicPartition, OffsetAndMetadata> all, Collection<TopicPartition> wanted) {
    var some = new HashMap<>(all);
    some.keySet().retainAll(wanted);
    return some;
  }
}
