package dev.tributary.router.messaging;

import dev.tributary.platform.bus.KafkaSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * The positions of all destinations, kept by Kafka in one consumer group each. The groups have no
 * members: who reads for a destination is decided among the members of {@link #READERS}.
 *
 * <p>A destination begins where the stream stood when it was defined. That place is found by the
 * definition's time, so it is the same whoever looks and whenever: what is received after the
 * definition was answered is at or behind it, even if the router was killed before it looked.
 */
@ApplicationScoped
class GroupPositions {

  static final String PREFIX = "tributary-router-";

  /** The group whose members read the stream, and divide its partitions among themselves. */
  static final String READERS = "tributary-router";

  private static final int PATIENCE_MILLIS = 2_000;

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
   * What is committed of destinations; empty for one that has not begun. One question for all.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> destinations) {
    if (destinations.isEmpty()) {
      return Map.of();
    }
    var every = new ListConsumerGroupOffsetsSpec();
    var asked = new HashMap<String, ListConsumerGroupOffsetsSpec>();
    destinations.forEach(destination -> asked.put(group(destination), every));
    var answer = client().listConsumerGroupOffsets(asked);
    var committed = new HashMap<String, Map<TopicPartition, OffsetAndMetadata>>();
    for (var destination : destinations) {
      var known = new HashMap<TopicPartition, OffsetAndMetadata>();
      try {
        get(answer.partitionsToOffsetAndMetadata(group(destination)))
            .forEach((partition, offset) -> {
              if (offset != null) {
                known.put(partition, offset);
              }
            });
      } catch (GroupIdNotFoundException _) {
        // It has not begun.
      }
      committed.put(destination, known);
    }
    return committed;
  }

  /**
   * Writes where a destination begins.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  void begin(String destination, Map<TopicPartition, OffsetAndMetadata> start) {
    ask(client -> client.alterConsumerGroupOffsets(group(destination), start).all());
  }

  /** Begins to write positions of a destination, whatever they were; does not wait. */
  CompletionStage<Void> commit(
      String destination, Map<TopicPartition, OffsetAndMetadata> positions) {
    return client()
        .alterConsumerGroupOffsets(group(destination), positions)
        .all()
        .toCompletionStage();
  }

  /**
   * Where the stream stood when a destination came to want its topics, of all of their partitions.
   */
  Map<TopicPartition, OffsetAndMetadata> startingIn(Set<String> topics, Subscription subscription) {
    return startingAt(partitions(topics), subscription);
  }

  /** Where the stream stood when a destination came to want it. */
  Map<TopicPartition, OffsetAndMetadata> startingAt(
      Collection<TopicPartition> partitions, Subscription subscription) {
    // The ends first: what comes in between the two questions is behind the end or found by time.
    var ends = ends(partitions);
    var found =
        offsets(
            partitions,
            partition -> OffsetSpec.forTimestamp(subscription.since(partition).toEpochMilli()));
    var start = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      long offset = found.getOrDefault(partition, -1L);
      long end = ends.getOrDefault(partition, 0L);
      start.put(partition, new OffsetAndMetadata(offset >= 0 ? offset : end));
    }
    return start;
  }

  /**
   * Where these partitions end, for one who reads what is committed.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, _ -> OffsetSpec.latest());
  }

  /**
   * The oldest that Kafka still keeps of these partitions.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return offsets(partitions, _ -> OffsetSpec.earliest());
  }

  /** Removes a destination's group with its positions; nothing happens where there is none. */
  void remove(String destination) {
    try {
      var group = group(destination);
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

  /**
   * The first that came at a time or later in each of these partitions; its end where none did.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  Map<TopicPartition, Long> at(
      Collection<TopicPartition> partitions, Instant time, Map<TopicPartition, Long> ends) {
    var found = offsets(partitions, _ -> OffsetSpec.forTimestamp(time.toEpochMilli()));
    found.replaceAll(
        (partition, offset) -> offset >= 0 ? offset : ends.getOrDefault(partition, 0L));
    return found;
  }

  /**
   * Every partition of these topics.
   *
   * @throws KafkaException if Kafka cannot be asked now
   */
  List<TopicPartition> partitions(Set<String> topics) {
    var partitions = new ArrayList<TopicPartition>();
    ask(client -> client.describeTopics(topics).allTopicNames())
        .forEach((topic, description) ->
            description
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> spec) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, spec.apply(partition)));
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    options.timeoutMs(PATIENCE_MILLIS);
    var offsets = new HashMap<TopicPartition, Long>();
    ask(client -> client.listOffsets(asked, options).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    return get(question.apply(client()));
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
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
