package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.Reading.Undecodable;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record of any topic for one destination. Never throws for a bad record. */
final class RecordReader {

  private static final TopicReader RESOLVED = new ResolvedReader();
  private static final TopicReader CHANGES = new ChangeReader();
  private static final TopicReader PROFILE_UPDATES = new ProfileUpdateReader();

  private RecordReader() {}

  /** Reads the records of one topic. Looks at the envelope first, parses what may be wanted. */
  interface TopicReader {

    /** What a record is to a destination. */
    Reading read(byte[] value, long offset, Destination destination)
        throws InvalidProtocolBufferException;

    /** What a record says that was wanted before, in one of its forms. */
    Json.Obj document(byte[] value, Form form) throws InvalidProtocolBufferException;

    /** The birth of the event that a record is about or was caused by, where there is one. */
    Optional<Birth> birth(byte[] value) throws InvalidProtocolBufferException;
  }

  /** What a record is to a destination. */
  static Reading read(ConsumerRecord<String, byte[]> record, Destination destination) {
    return decoded(record, value -> of(record.topic()).read(value, record.offset(), destination));
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
    if (value == null) {
      return new Undecodable();
    }
    try {
      return decoding.of(value);
    } catch (InvalidProtocolBufferException | InvalidValue _) {
      return new Undecodable();
    }
  }

  private interface Decoding {
    Reading of(byte[] value) throws InvalidProtocolBufferException;
  }

  private static TopicReader of(String topic) {
    if (topic.equals(Topic.CHANGES.topicName())) {
      return CHANGES;
    }
    return topic.equals(Topic.PROFILE_UPDATES.topicName()) ? PROFILE_UPDATES : RESOLVED;
  }
}
