package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.replica.Replicas;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of all partitions, for questions: those of this replica, and through the replicas that
 * hold them the others. Where a partition is on none, or on its way, the answer is {@link
 * Unavailable}, never a part of the truth.
 */
@ApplicationScoped
class PartitionStores {

  /** No chain of merges that is followed for an answer is longer. */
  private static final int MOST_MERGES = 10_000;

  private final AudienceStream stream;
  private final Positions positions;
  private final Replicas replicas;

  PartitionStores(AudienceStream stream, Positions positions, Replicas replicas) {
    this.stream = stream;
    this.positions = positions;
    this.replicas = replicas;
  }

  /** Asks, and says that the replica cannot answer just now where the stores do. */
  static <T> T answering(Supplier<T> question) {
    try {
      return once(question);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw away(e); // Starting, stopping, or a partition that moved between two looks.
    }
  }

  /** Once more, where a profile changed while it was read. */
  private static <T> T once(Supplier<T> question) {
    try {
      return question.get();
    } catch (ChangedMeanwhile _) {
      return question.get();
    }
  }

  /** What is stored of a profile, or of the one it became; for {@link #answering}. */
  Found profile(String profileId) {
    var id = profileId;
    for (int i = 0; i < MOST_MERGES; i++) {
      var store = of(id);
      var bytes = store.get(StoreKey.profile(id));
      var stored =
          bytes == null ? Stored.untold() : Stored.fromBytes(bytes, new ApartRows(store, id));
      var away = stored.place().away();
      if (away.isEmpty()) {
        return new Found(id, stored, store);
      }
      id = away.get().into();
    }
    return new Found(profileId, Stored.untold(), of(profileId));
  }

  /** A profile under the id it has now, and the store it is in. */
  record Found(String profileId, Stored stored, ReadOnlyKeyValueStore<Bytes, byte[]> store) {

    /** A copy to work on, of which nothing is stored. */
    Subject subject() {
      return Subject.of(
          profileId,
          stored.profile(),
          () -> read(StoreKey.attributes(profileId), Attributes::fromBytes, Attributes::new),
          () -> read(StoreKey.relations(profileId), Relations::fromBytes, Relations::new),
          () -> read(StoreKey.softLinks(profileId), SoftLinks::fromBytes, SoftLinks::new),
          () -> read(StoreKey.enrolments(profileId), Enrolments::fromBytes, Enrolments::new));
    }

    /** The same profile as it is now; none where it is no profile of its own any more. */
    Optional<Found> again() {
      return Optional.ofNullable(store.get(StoreKey.profile(profileId)))
          .map(bytes -> Stored.fromBytes(bytes, new ApartRows(store, profileId)))
          .filter(now -> now.place().isProfile())
          .map(now -> new Found(profileId, now, store));
    }

    private <T> T read(Bytes key, Function<byte[], T> read, Supplier<T> nothing) {
      var bytes = store.get(key);
      return bytes == null ? nothing.get() : read.apply(bytes);
    }
  }

  /** Producers place a record by the hash of its key; Kafka's default, which identity uses. */
  ReadOnlyKeyValueStore<Bytes, byte[]> of(String profileId) {
    var streams = streams();
    int hash = Utils.toPositive(Utils.murmur2(profileId.getBytes(StandardCharsets.UTF_8)));
    return store(streams, hash % Math.max(1, stream.partitions()));
  }

  /** Every partition's; for {@link #answering}. */
  List<ReadOnlyKeyValueStore<Bytes, byte[]>> all() {
    var streams = streams();
    var stores = new ArrayList<ReadOnlyKeyValueStore<Bytes, byte[]>>();
    for (int partition = 0; partition < stream.partitions(); partition++) {
      stores.add(store(streams, partition));
    }
    return stores;
  }

  /** All names a profile has, by type. */
  static Map<String, List<String>> identifiers(Attributes attributes) {
    var byType = new TreeMap<String, List<String>>();
    for (Identifier identifier : attributes.identifiers()) {
      byType.computeIfAbsent(identifier.type(), _ -> new ArrayList<>()).add(identifier.value());
    }
    return byType;
  }

  /** Whether this replica works on any partition now; for {@link #answering}. */
  boolean isAnyHere() {
    return streams().metadataForLocalThreads().stream()
        .anyMatch(thread -> !thread.activeTasks().isEmpty());
  }

  /** Whether this replica works on every partition now; for {@link #answering}. */
  boolean areAllHere() {
    var streams = streams();
    return IntStream.range(0, stream.partitions()).allMatch(number -> isHere(streams, number));
  }

  /** A partition's store, wherever it is; for {@link #answering}. */
  ReadOnlyKeyValueStore<Bytes, byte[]> partition(int partition) {
    return store(streams(), partition);
  }

  /** A partition's store if it is on this very replica; for {@link #answering}. */
  ReadOnlyKeyValueStore<Bytes, byte[]> here(int partition) {
    return here(streams(), partition);
  }

  /**
   * By partition, the offset before which all is in what is answered, wherever it is held; without
   * those that had nothing since their replica started; for {@link #answering}.
   */
  Map<Integer, Long> positions() {
    var streams = streams();
    var all = new TreeMap<Integer, Long>();
    var byReplica = new HashMap<Replicas.Address, Map<Integer, Long>>();
    for (int partition = 0; partition < stream.partitions(); partition++) {
      var told =
          isHere(streams, partition)
              ? positions.all()
              : byReplica.computeIfAbsent(
                  holder(streams, partition), address -> replicas.at(address).positions());
      var position = told.get(partition);
      if (position != null) {
        all.put(partition, position);
      }
    }
    return all;
  }

  /** A store tells only when it is asked something. */
  private static boolean isHere(KafkaStreams streams, int partition) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .anyMatch(task -> task.taskId().partition() == partition);
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(KafkaStreams streams, int partition) {
    return isHere(streams, partition)
        ? here(streams, partition)
        : new RemoteStore(replicas.at(holder(streams, partition)), partition);
  }

  private static ReadOnlyKeyValueStore<Bytes, byte[]> here(KafkaStreams streams, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                ProfileStore.NAME, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition));
  }

  /** Which replica holds a partition, as far as the group has told this one. */
  private static Replicas.Address holder(KafkaStreams streams, int partition) {
    var wanted = new TopicPartition(Topic.RESOLVED.topicName(), partition);
    return streams.metadataForAllStreamsClients().stream()
        .filter(replica -> replica.topicPartitions().contains(wanted) && replica.port() > 0)
        .map(replica -> new Replicas.Address(replica.host(), replica.port()))
        .findFirst()
        .orElseThrow(() -> away(null));
  }

  private KafkaStreams streams() {
    return stream.streams().orElseThrow(() -> away(null));
  }

  private static Unavailable away(@Nullable Throwable cause) {
    return new Unavailable("The profile's state is on no replica just now", cause);
  }
}
