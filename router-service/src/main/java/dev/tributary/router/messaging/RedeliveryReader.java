package dev.tributary.router.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Redelivery;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.EventGate;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.messaging.RecordReader.Audience;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code retries} and {@code redeliveries}: deliveries of one destination, which were wanted
 * before. The action and the gate are those of the definition that is followed now; triggers are
 * not asked again.
 */
final class RedeliveryReader implements RecordReader.TopicReader {

  private static final Set<String> SOURCES =
      Set.of(
          Topic.RESOLVED.topicName(), Topic.CHANGES.topicName(), Topic.PROFILE_UPDATES.topicName());

  @Override
  public Reading read(byte[] value, long offset, Destination destination)
      throws InvalidProtocolBufferException {
    var wire = parse(value);
    return wire.getDestination().equals(destination.name())
        ? again(wire, destination)
        : new Reading.Unmatched();
  }

  @Override
  public <L> void read(byte[] value, long offset, Interests<L> interests, Audience<L> audience)
      throws InvalidProtocolBufferException {
    var wire = parse(value);
    interests
        .named(wire.getDestination())
        .forEach(wish -> audience.tell(wish, () -> again(wire, wish.destination())));
  }

  @Override
  public Json.Obj document(byte[] value, Form form) {
    throw new IllegalStateException("a redelivery is told by the record that calls for it");
  }

  @Override
  public Optional<Birth> birth(byte[] value) {
    return Optional.empty();
  }

  private static Redelivery parse(byte[] value) throws InvalidProtocolBufferException {
    var wire = Redelivery.parseFrom(value);
    if (wire.getDestination().isEmpty()) {
      throw new InvalidValue("redelivery", "of no destination");
    }
    return wire;
  }

  private static Reading again(Redelivery wire, Destination destination) {
    var source = wire.getSource();
    var form = form(wire.getForm());
    if (form == null || !SOURCES.contains(source.getTopic())) {
      return new Reading.Undecodable();
    }
    if (destination.action(wire.getAction()).isEmpty()) {
      return new Reading.Kept("unwanted", 1);
    }
    return switch (passage(wire, form, destination)) {
      case EventGate.Passage.Kept(var code) -> new Reading.Kept(code, 1);
      case EventGate.Passage.Through(var document) -> again(wire, form, document);
    };
  }

  private static EventGate.Passage passage(Redelivery wire, Form form, Destination destination) {
    var source = wire.getSource();
    try {
      var document =
          RecordReader.document(source.getTopic(), source.getValue().toByteArray(), form);
      return form == Form.EVENT
          ? destination.events().gate().pass(document)
          : new EventGate.Passage.Through(document);
    } catch (IllegalStateException _) {
      throw new InvalidValue("redelivery", "of a record that cannot be read");
    }
  }

  private static Reading again(Redelivery wire, Form form, Json.Obj document) {
    var source = wire.getSource();
    var record =
        new ConsumerRecord<>(
            source.getTopic(),
            source.getPartition(),
            source.getOffset(),
            source.getKey(),
            source.getValue().toByteArray());
    var parcel =
        new Parcel(form, wire.getAction(), wire.getIdempotencyKey(), wire.getProfileId(), document);
    long first = wire.getFirstAttemptMillis();
    var tried =
        first == 0
            ? new Delivery.Tried(0, null, Instant.ofEpochMilli(wire.getDueMillis()))
            : new Delivery.Tried(wire.getAttempts(), Instant.ofEpochMilli(first), null);
    return new Reading.Again(record, parcel, tried, Instant.ofEpochMilli(wire.getDueMillis()));
  }

  private static @Nullable Form form(String name) {
    for (var form : Form.values()) {
      if (form.name().equals(name)) {
        return form;
      }
    }
    return null;
  }
}
