package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.platform.domain.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stream's own stores, for questions. Where a partition is not on this replica the answer is
 * {@link Unavailable}, never a part of the truth.
 */
@ApplicationScoped
class LocalStores {

  /** No chain of merges that is followed for an answer is longer. */
  private static final int MOST_MERGES = 10_000;

  private final AudienceStream stream;

  LocalStores(AudienceStream stream) {
    this.stream = stream;
  }

  /** Asks, and says that the replica cannot answer just now where the stores do. */
  static <T> T answering(Supplier<T> question) {
    try {
      return question.get();
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw away(e); // Starting, stopping, or a partition that moved between two looks.
    }
  }

  /** What is stored of a profile, or of the one it became; for {@link #answering}. */
  Found profile(String profileId) {
    var id = profileId;
    for (int i = 0; i < MOST_MERGES; i++) {
      var store = of(id);
      var bytes = store.get(StoreKey.profile(id));
      var stored = bytes == null ? Stored.untold() : Stored.fromBytes(bytes);
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
          () -> read(StoreKey.softLinks(profileId), SoftLinks::fromBytes, SoftLinks::new));
    }

    private <T> T read(Bytes key, Function<byte[], T> read, Supplier<T> nothing) {
      var bytes = store.get(key);
      return bytes == null ? nothing.get() : read.apply(bytes);
    }
  }

  /** Producers place a record by the hash of its key; Kafka's default, which identity uses. */
  private ReadOnlyKeyValueStore<Bytes, byte[]> of(String profileId) {
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

  private static ReadOnlyKeyValueStore<Bytes, byte[]> store(KafkaStreams streams, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                ProfileStore.NAME, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition));
  }

  private KafkaStreams streams() {
    return stream.streams().orElseThrow(() -> away(null));
  }

  private static Unavailable away(@Nullable Throwable cause) {
    return new Unavailable("The profile's state is not on this replica just now", cause);
  }
}
