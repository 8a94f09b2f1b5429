package dev.tributary.router.messaging;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.proto.Topic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * The positions of all destinations, kept by Kafka in one consumer group each.
 *
 * <p>A destination begins where the stream stood when it was defined. That place is found by the
 * definition's time, so it is the same whoever looks and whenever: what is received after the
 * definition was answered is at or behind it, even if the router was killed before it looked.
 */
@ApplicationScoped
class GroupPositions {

  static final String PREFIX = "tributary-router-";

  static final List<String> TOPICS = List.of(Topic.RESOLVED.topicName(), Topic.CHANGES.topicName());

  private final KafkaSettings kafka;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Admin admin;

  GroupPositions(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** The consumer group of a destination. */
  static String group(String destination) {
    return PREFIX + destination;
  }

  /**
   * Fixes where a destination begins, unless it has begun.
   *
   * @throws KafkaException if Kafka cannot be asked now, or a topic is not there yet
   */
  void begin(String destination, Instant definedAt) {
    var group = group(destination);
    if (!committed(group).isEmpty()) {
      return;
    }
    var start = startingAt(partitions(), definedAt);
    try {
      ask(client -> client.alterConsumerGroupOffsets(group, start).all());
    } catch (UnknownMemberIdException _) {
      // Another replica has begun in the meantime and reads already.
    }
  }

  /** Where the stream stood at a time. */
  Map<TopicPartition, OffsetAndMetadata> startingAt(List<TopicPartition> partitions, Instant time) {
    // The ends first: what comes in between the two questions is behind the end or found by time.
    var ends = offsets(partitions, OffsetSpec.latest());
    var found = offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
    var start = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      long offset = found.getOrDefault(partition, -1L);
      long end = ends.getOrDefault(partition, 0L);
      start.put(partition, new OffsetAndMetadata(offset >= 0 ? offset : end));
    }
    return start;
  }

  /** Removes a destination's group with its positions; nothing happens where there is none. */
  void remove(String destination) {
    try {
      var group = group(destination);
      ask(client ->
          client
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
      ask(client -> client.deleteConsumerGroups(List.of(group)).all());
    } catch (GroupIdNotFoundException _) {
      // Gone already.
    }
  }

  /** The destinations that have a group. */
  List<String> destinations() {
    return ask(client -> client.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
        .map(GroupListing::groupId)
        .filter(group -> group.startsWith(PREFIX))
        .map(group -> group.substring(PREFIX.length()))
        .toList();
  }

  @PreDestroy
  void close() {
    lock.lock();
    try {
      if (admin != null) {
        admin.close(Duration.ofSeconds(2));
      }
    } finally {
      lock.unlock();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
    try {
      ask(client -> client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach((partition, offset) -> {
            if (offset != null) {
              committed.put(partition, offset);
            }
          });
    } catch (GroupIdNotFoundException _) {
      // None has begun.
    }
    return committed;
  }

  private List<TopicPartition> partitions() {
    var partitions = new ArrayList<TopicPartition>();
    ask(client -> client.describeTopics(TOPICS).allTopicNames())
        .forEach((topic, description) ->
            description
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, spec));
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    var offsets = new HashMap<TopicPartition, Long>();
    ask(client -> client.listOffsets(asked, options).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    try {
      return question.apply(client()).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking Kafka", e);
    }
  }

  private Admin client() {
    lock.lock();
    try {
      var existing = admin;
      if (existing != null) {
        return existing;
      }
      var made = Admin.create(kafka.admin("router-positions"));
      admin = made;
      return made;
    } finally {
      lock.unlock();
    }
  }
}
