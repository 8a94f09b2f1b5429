package dev.tributary.router.messaging;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import dev.tributary.router.definitions.Destinations;
import dev.tributary.router.domain.destination.ProfileRule;
import dev.tributary.router.domain.list.Members;
import dev.tributary.router.domain.list.Members.Answer;
import dev.tributary.router.domain.replay.Replay.Part;
import dev.tributary.router.domain.replay.Selection;
import dev.tributary.router.domain.replay.Stretches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Finds stretches by the times of records, which rise but for a little in a partition. */
@ApplicationScoped
class KafkaStretches implements Stretches {

  /** How far records of one partition may be out of the order of their times. */
  private static final Duration DISORDER = Duration.ofHours(1);

  private final GroupPositions positions;
  private final Members members;
  private final Destinations destinations;

  KafkaStretches(GroupPositions positions, Members members, Destinations destinations) {
    this.positions = positions;
    this.destinations = destinations;
    this.members = members;
  }

  @Override
  public List<Part> of(Selection selection, String destination) {
    try {
      return switch (selection) {
        case Selection.History history ->
            parts(positions.partitions(history(destination)), history.from(), history.to());
        case Selection.Letters letters -> {
          var all = positions.partitions(Set.of(Topic.DEAD_LETTERS.topicName()));
          int own = KafkaLetterLog.partitionOf(destination, all.size());
          yield parts(
              all.stream().filter(partition -> partition.partition() == own).toList(),
              letters.from(),
              letters.to());
        }
        case Selection.Members(var audience, var exits) -> {
          var all = new ArrayList<>(List.of(MembersReading.part(size(audience))));
          if (exits) {
            var changes = positions.partitions(Set.of(Topic.CHANGES.topicName()));
            all.addAll(parts(changes, Selection.BEGINNING, Instant.now()));
          }
          yield all;
        }
      };
    } catch (KafkaException e) {
      throw new Unavailable("Kafka cannot be asked where that stands", e);
    }
  }

  /** Events, and the rows of profiles for who takes such; changes are told as they happen only. */
  private Set<String> history(String destination) {
    var topics = new HashSet<>(Set.of(Topic.RESOLVED.topicName()));
    destinations
        .find(destination)
        .filter(found -> found.profiles() instanceof ProfileRule.Rows)
        .ifPresent(_ -> topics.add(Topic.PROFILE_UPDATES.topicName()));
    return topics;
  }

  private long size(String audience) {
    return switch (members.size(audience)) {
      case Answer.Known<Long>(var size) -> size;
      case Answer.Unavailable<Long>(var reason) -> throw new Unavailable(reason, null);
    };
  }

  private List<Part> parts(List<TopicPartition> partitions, Instant from, Instant to) {
    var beginnings = positions.beginnings(partitions);
    var ends = positions.ends(partitions);
    var first = from.isAfter(Selection.BEGINNING) ? from.minus(DISORDER) : from;
    var begins = positions.at(partitions, first, ends);
    var last =
        to.isAfter(Instant.now().plus(DISORDER.negated()))
            ? ends
            : positions.at(partitions, to.plus(DISORDER), ends);
    var parts = new ArrayList<Part>();
    for (var partition : partitions) {
      long begin =
          Math.max(beginnings.getOrDefault(partition, 0L), begins.getOrDefault(partition, 0L));
      parts.add(
          new Part(
              partition.topic(),
              partition.partition(),
              begin,
              Math.max(begin, end(partition, last))));
    }
    parts.sort(Comparator.comparingInt(Part::partition));
    return parts;
  }

  private static long end(TopicPartition partition, Map<TopicPartition, Long> ends) {
    return ends.getOrDefault(partition, 0L);
  }
}
