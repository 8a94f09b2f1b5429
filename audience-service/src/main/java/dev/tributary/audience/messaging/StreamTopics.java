package dev.tributary.audience.messaging;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Sees to it that the topics the stream reads are there. {@code moves} is made here, with as many
 * partitions as {@code resolved}, since both are read by the same tasks. A record of it is kept
 * until it was taken in, see {@link MovesPurge}, for losing one would lose state.
 */
final class StreamTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private StreamTopics() {}

  /**
   * Makes what is missing.
   *
   * @return how many partitions {@code resolved} has
   * @throws Unavailable if Kafka is away, or a topic of the bus is not there yet
   */
  static int prepare(Map<String, Object> adminSettings) {
    try (var admin = Admin.create(adminSettings)) {
      int partitions = partitions(admin, Topic.RESOLVED.topicName());
      partitions(admin, Topic.CHANGES.topicName());
      var moves =
          new NewTopic(AudienceTopology.MOVES_TOPIC, Optional.of(partitions), Optional.empty())
              .configs(
                  Map.of(
                      "cleanup.policy",
                      "delete",
                      "retention.ms",
                      Long.toString(Duration.ofDays(3650).toMillis()),
                      "max.message.bytes",
                      Integer.toString(AudienceTopology.LARGEST_RECORD_BYTES)));
      create(admin, moves);
      return partitions;
    }
  }

  private static int partitions(Admin admin, String topic) {
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .mapToInt(found -> found.partitions().size())
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("The topic " + topic + " cannot be found in Kafka just now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while looking for topics", e);
    }
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new Unavailable("The topic " + topic.name() + " cannot be made just now", e);
      }
    } catch (TimeoutException e) {
      throw new Unavailable("The topic " + topic.name() + " cannot be made just now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while making topics", e);
    }
  }
}
