package dev.tributary.router.messaging;

import dev.tributary.router.messaging.Interests.Wish;
import dev.tributary.router.messaging.RecordReader.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives lanes what is read for all of them: each record is decoded once, and found to concern those
 * whom it concerns; to all others it is only told, once for many records, how far the reading is.
 *
 * <p>A lane is at one with the reading in a partition, or apart. It comes to be at one where it has
 * read as far as the reading by itself, and falls apart where it is given something that it has no
 * room for. The reading waits for a lane only where nobody else has room either, for then nobody is
 * kept waiting. Used by one thread, but for {@link #next}.
 */
final class Fanout {

  private static final Logger LOG = Logger.getLogger(Fanout.class);

  private final Map<TopicPartition, Long> nexts = new ConcurrentHashMap<>();
  private final Map<LaneBoard, Set<TopicPartition>> joined = new LinkedHashMap<>();
  private @Nullable Interests<LaneBoard> interests;
  private Map<LaneBoard, Wish<LaneBoard>> wishes = Map.of();

  /** A lane takes part from here on; it is apart in all of its partitions. */
  void add(LaneBoard lane) {
    joined.put(lane, new HashSet<>());
  }

  /** A lane takes part no longer. */
  void remove(LaneBoard lane) {
    joined.remove(lane);
    interests = null;
  }

  /** A lane follows another plan. */
  void changed(LaneBoard lane) {
    if (joined.containsKey(lane)) {
      interests = null;
    }
  }

  /** Lanes do not have these partitions any more. */
  void forget(Collection<TopicPartition> partitions) {
    nexts.keySet().removeAll(partitions);
    joined.values().forEach(those -> those.removeAll(partitions));
    interests = null;
  }

  /** A lane does not have these partitions any more. */
  void forget(LaneBoard lane, Collection<TopicPartition> partitions) {
    joined.getOrDefault(lane, new HashSet<>()).removeAll(partitions);
    interests = null;
  }

  /** Where the reading goes on in a partition; null where it does not read it. Any thread. */
  @Nullable Long next(TopicPartition partition) {
    return nexts.get(partition);
  }

  /** The reading begins in a partition. Nobody is at one with it there. */
  void place(TopicPartition partition, long offset) {
    nexts.put(partition, offset);
  }

  /** Lets lanes join that have come as far as the reading. */
  void look() {
    joined.forEach((lane, partitions) ->
        lane.feed()
            .apart()
            .keySet()
            .forEach(partition -> {
              var next = nexts.get(partition);
              if (next != null && lane.feed().meet(partition, next)) {
                if (partitions.isEmpty()) {
                  interests = null;
                }
                partitions.add(partition);
              }
            }));
  }

  /** Whether there is somebody to read a partition for. */
  boolean isJoined(TopicPartition partition) {
    return joined.values().stream().anyMatch(partitions -> partitions.contains(partition));
  }

  /** Whether somebody for whom a partition is read can take something. */
  boolean hasRoom(TopicPartition partition) {
    return joined.entrySet().stream()
        .anyMatch(entry -> entry.getValue().contains(partition) && entry.getKey().hasRoom());
  }

  /** What is read for a lane. */
  Set<TopicPartition> joined(LaneBoard lane) {
    return joined.getOrDefault(lane, Set.of());
  }

  /** Gives everybody what was read of a partition, from where the reading stood. */
  void take(
      TopicPartition partition,
      List<ConsumerRecord<String, byte[]>> records,
      long to,
      Instant now) {
    long from = nexts.getOrDefault(partition, to);
    var known = interests();
    var found = new HashMap<LaneBoard, List<Stretch.Found>>();
    var undecodable = new HashSet<Long>();
    for (var record : records) {
      var readings = new LinkedHashMap<LaneBoard, Reading>();
      if (read(record, known, partition, readings)) {
        readings.forEach((lane, reading) ->
            found
                .computeIfAbsent(lane, _ -> new ArrayList<>())
                .add(new Stretch.Found(record, reading)));
      } else {
        undecodable.add(record.offset());
      }
    }
    var stretch = new Stretch(partition, from, to, records, undecodable);
    joined.forEach((lane, partitions) -> {
      if (partitions.contains(partition)
          && !give(lane, stretch, found.getOrDefault(lane, List.of()), now)) {
        part(lane, partitions, partition);
      }
    });
    nexts.put(partition, to);
  }

  private boolean read(
      ConsumerRecord<String, byte[]> record,
      Interests<LaneBoard> known,
      TopicPartition partition,
      Map<LaneBoard, Reading> readings) {
    var audience =
        new Audience<LaneBoard>(
            wish -> joined(wish.whose()).contains(partition),
            (wish, reading) -> readings.put(wish.whose(), reading));
    try {
      return RecordReader.read(record, known, audience);
    } catch (RuntimeException e) { // A fault of ours; nobody else's records wait for it.
      LOG.errorf(
          "The record at %s offset %d cannot be read (%s); it is passed over",
          partition, record.offset(), e.getClass().getName());
      return false;
    }
  }

  /** Whether a lane goes on with the reading. */
  private boolean give(LaneBoard lane, Stretch stretch, List<Stretch.Found> found, Instant now) {
    var wish = wishes.get(lane);
    if (wish == null) {
      return false;
    }
    try {
      return switch (lane.feed().take(stretch, found, wish.plan(), now)) {
        case TAKEN -> true;
        case FULL, APART -> false;
        case OTHER_PLAN -> {
          interests = null;
          yield giveEach(lane, stretch, now);
        }
      };
    } catch (RuntimeException e) { // The outermost frame of one lane: the others go on.
      LOG.errorf(
          e, "Destination %s could not take what was read", wish.plan().destination().name());
      return false;
    }
  }

  /** Gives a lane each record by itself, to be found wanted or not by the plan it follows now. */
  private static boolean giveEach(LaneBoard lane, Stretch stretch, Instant now) {
    if (!lane.hasRoom()) {
      return false;
    }
    long from = stretch.from();
    for (var record : stretch.records()) {
      if (!lane.feed().take(record, from, now)) {
        return false;
      }
      from = record.offset() + 1;
    }
    lane.feed().pass(stretch.partition(), from, stretch.to());
    return true;
  }

  private void part(LaneBoard lane, Set<TopicPartition> partitions, TopicPartition partition) {
    partitions.remove(partition);
    lane.feed().part(partition);
    if (partitions.isEmpty()) {
      interests = null;
    }
  }

  private Interests<LaneBoard> interests() {
    var known = interests;
    if (known != null) {
      return known;
    }
    var all = new LinkedHashMap<LaneBoard, Wish<LaneBoard>>();
    joined.forEach((lane, partitions) -> {
      if (!partitions.isEmpty()) {
        all.put(lane, new Wish<>(lane, lane.plan()));
      }
    });
    var made = new Interests<>(all.values());
    wishes = all;
    interests = made;
    return made;
  }
}
