package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.messaging.Interests.Wish;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of any topic, for one destination or for many at once. Both come to the same.
 * Never throws for a bad record.
 */
final class RecordReader {

  private static final TopicReader RESOLVED = new ResolvedReader();
  private static final TopicReader REDELIVERIES = new RedeliveryReader();

  private static final Map<String, TopicReader> READERS =
      Map.of(
          Topic.RESOLVED.topicName(), RESOLVED,
          Topic.CHANGES.topicName(), new ChangeReader(),
          Topic.PROFILE_UPDATES.topicName(), new ProfileUpdateReader(),
          Topic.RETRIES.topicName(), REDELIVERIES,
          Topic.REDELIVERIES.topicName(), REDELIVERIES);

  private RecordReader() {}

  /** Reads the records of one topic. Looks at the envelope first, parses what may be wanted. */
  interface TopicReader {

    /** What a record is to a destination. */
    Reading read(byte[] value, long offset, Destination destination)
        throws InvalidProtocolBufferException;

    /**
     * Tells of each who wants a record, or may not be able to read it, what it is to them. To the
     * others it is unmatched; to all, where it throws, undecodable.
     */
    <L> void read(byte[] value, long offset, Interests<L> interests, Audience<L> audience)
        throws InvalidProtocolBufferException;

    /** What a record says that was wanted before, in one of its forms. */
    Json.Obj document(byte[] value, Form form) throws InvalidProtocolBufferException;

    /** The birth of the event that a record is about or was caused by, where there is one. */
    Optional<Birth> birth(byte[] value) throws InvalidProtocolBufferException;
  }

  /**
   * To whom a record is read.
   *
   * @param listens whether somebody listens to this record at all
   * @param found told what the record is to somebody who listens
   */
  record Audience<L>(Predicate<Wish<L>> listens, BiConsumer<Wish<L>, Reading> found) {

    boolean listens(Wish<L> wish) {
      return listens.test(wish);
    }

    /** Tells what the record is to somebody, if they listen. */
    void tell(Wish<L> wish, Supplier<Reading> reading) {
      if (listens(wish)) {
        found.accept(wish, decoded(reading::get));
      }
    }
  }

  /** What a record is to a destination. */
  static Reading read(ConsumerRecord<String, byte[]> record, Destination destination) {
    return decoded(record, value -> of(record.topic()).read(value, record.offset(), destination));
  }

  /** Tells of each who wants a record what it is to them. False where nobody can read it. */
  static <L> boolean read(
      ConsumerRecord<String, byte[]> record, Interests<L> interests, Audience<L> audience) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return false;
    }
    try {
      of(record.topic()).read(value, record.offset(), interests, audience);
      return true;
    } catch (InvalidProtocolBufferException | InvalidValue _) {
      return false;
    }
  }

  /** A trait's change as one that is to be told now, however the destination is told it. */
  static Reading readToTell(ConsumerRecord<String, byte[]> record, Destination destination) {
    return decoded(record, value -> ChangeReader.readToTell(value, destination));
  }

  /** A trait's change as one that waits, however the destination is told it. */
  static Reading readToWait(ConsumerRecord<String, byte[]> record, Destination destination) {
    return decoded(record, value -> ChangeReader.readToWait(value, record.offset(), destination));
  }

  /**
   * The document of a record that was wanted before, in one of its forms.
   *
   * @throws IllegalStateException if the record cannot be read, which it could before
   */
  static Json.Obj document(String topic, byte[] value, Form form) {
    try {
      return of(topic).document(value, form);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The birth of the event that a record is about or was caused by, where there is one. */
  static Optional<Birth> birth(String topic, byte[] value) {
    try {
      return of(topic).birth(value);
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  private static Reading decoded(ConsumerRecord<String, byte[]> record, Decoding decoding) {
    byte @Nullable [] value = record.value();
    return value == null ? new Undecodable() : decoded(() -> decoding.of(value));
  }

  private static Reading decoded(Decoded decoded) {
    try {
      return decoded.get();
    } catch (InvalidProtocolBufferException | InvalidValue _) {
      return new Undecodable();
    }
  }

  private interface Decoding {
    Reading of(byte[] value) throws InvalidProtocolBufferException;
  }

  private interface Decoded {
    Reading get() throws InvalidProtocolBufferException;
  }

  private static TopicReader of(String topic) {
    return READERS.getOrDefault(topic, RESOLVED);
  }
}
