package dev.tributary.router.messaging;

import dev.tributary.proto.Topic;
import dev.tributary.router.domain.destination.ProfileRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics a destination reads, and from when on: where nothing is committed for a topic yet, it
 * begins at the time when the destination first wanted it. The topic of the profile tables is for
 * those who want rows only; where none does, nobody reads it.
 *
 * @param since by the topic's name on the broker
 */
record Subscription(Map<String, Instant> since) {

  private static final String PREFIX = "tributary.";
  private static final String PROFILE_UPDATES = Topic.PROFILE_UPDATES.topicName();

  /** Where deliveries of a destination stand that are to be made later or once more. */
  private static final Set<String> AGAIN =
      Set.of(Topic.RETRIES.topicName(), Topic.REDELIVERIES.topicName());

  private static final List<String> ALWAYS =
      List.of(
          Topic.RESOLVED.topicName(),
          Topic.CHANGES.topicName(),
          Topic.RETRIES.topicName(),
          Topic.REDELIVERIES.topicName());

  /** Every topic that a destination can want. */
  static final List<String> ALL =
      Stream.concat(ALWAYS.stream(), Stream.of(PROFILE_UPDATES)).toList();

  Subscription {
    since = Map.copyOf(since);
  }

  /** What a plan needs, all of it since the plan was defined. */
  static Subscription of(Plan plan) {
    return new Subscription(Map.of()).following(plan);
  }

  /** What another plan needs; topics that were read before keep their time. */
  Subscription following(Plan plan) {
    var needed = new HashMap<String, Instant>();
    for (var topic : ALWAYS) {
      needed.put(topic, since.getOrDefault(topic, plan.definedAt()));
    }
    if (plan.destination().profiles() instanceof ProfileRule.Rows) {
      needed.put(PROFILE_UPDATES, since.getOrDefault(PROFILE_UPDATES, plan.definedAt()));
    }
    return new Subscription(needed);
  }

  Set<String> topics() {
    return since.keySet();
  }

  /** Whether a topic holds what was wanted before. */
  static boolean isAgain(String topic) {
    return AGAIN.contains(topic);
  }

  /** A topic's name as people use it, without the prefix that all share. */
  static String shortName(String topic) {
    return topic.startsWith(PREFIX) ? topic.substring(PREFIX.length()) : topic;
  }

  /** Where to begin in a partition for which nothing is committed. */
  Instant since(TopicPartition partition) {
    return since.getOrDefault(partition.topic(), Instant.EPOCH);
  }
}
