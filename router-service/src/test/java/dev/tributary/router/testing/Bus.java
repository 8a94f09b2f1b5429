package dev.tributary.router.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.AudienceMembership;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.DeadLetter;
import dev.tributary.proto.v1.Definition;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitComputed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The stages before and after the router, played by a test on the real bus. */
public final class Bus implements AutoCloseable {

  private static final long LONG_AGO = 1_763_899_200_000L;

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> letters;
  private final List<DeadLetter> read = new CopyOnWriteArrayList<>();
  private long offset;

  public Bus(String servers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 1),
            new StringSerializer(),
            new ByteArraySerializer());
    letters =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var topic = Topic.DEAD_LETTERS.topicName();
    letters.assign(
        letters.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList());
  }

  /** Publishes a track event of a profile, as identity would. */
  public void track(String event, String messageId, String profile, String properties) {
    var payload =
        "{\"type\":\"track\",\"event\":\"%s\",\"userId\":\"u-%s\",\"writeKey\":\"w-secret\",\"properties\":%s}"
            .formatted(event, profile, properties);
    var wire =
        Event.newBuilder()
            .setMessageId(messageId)
            .setSource("web")
            .setType(EventType.EVENT_TYPE_TRACK)
            .setEvent(event)
            .setUserId("u-" + profile)
            .setTimestampMillis(1_763_899_200_000L)
            .setReceivedAtMillis(1_763_899_200_100L)
            .setPayload(ByteString.copyFrom(payload, StandardCharsets.UTF_8))
            .setBirth(Birth.newBuilder().setPartition(1).setOffset(offset++));
    var resolved =
        Resolved.newBuilder()
            .setEvent(ResolvedEvent.newBuilder().setProfileId(profile).setEvent(wire));
    send(Topic.RESOLVED, profile, resolved.build().toByteArray());
  }

  public void membership(String audience, String profile, boolean member, long version) {
    send(
        Topic.CHANGES,
        profile,
        change(audience, profile, version)
            .setMembership(AudienceMembership.newBuilder().setMember(member))
            .build()
            .toByteArray());
  }

  public void trait(String trait, String profile, String value, long version) {
    trait(trait, profile, value, version, LONG_AGO);
  }

  public void trait(String trait, String profile, String value, long version, long atMillis) {
    send(
        Topic.CHANGES,
        profile,
        change(trait, profile, version)
            .setAtMillis(atMillis)
            .setTrait(TraitComputed.newBuilder().setValue(ByteString.copyFromUtf8(value)))
            .build()
            .toByteArray());
  }

  /** Publishes a row of a profile table, as identity would. */
  public void row(String profile, ProfileUpdate.Builder row) {
    send(Topic.PROFILE_UPDATES, profile, row.build().toByteArray());
  }

  /** Publishes a definition, as its owner would. */
  public void definition(String kind, String name) {
    var wire =
        Definition.newBuilder()
            .setKind(kind)
            .setName(name)
            .setVersion(1)
            .setSpec(ByteString.copyFromUtf8("{}"))
            .setChangedAtMillis(System.currentTimeMillis())
            .build();
    send(Topic.DEFINITIONS, kind + "/" + name, wire.toByteArray());
  }

  public void send(Topic topic, String key, byte[] value) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic.topicName(), key, value),
            (_, failure) -> {
              if (failure != null) {
                throw new AssertionError(failure);
              }
            });
  }

  public void flush() {
    producer.flush();
  }

  /** All dead letters of a destination so far. */
  public List<DeadLetter> deadLetters(String destination) {
    letters
        .poll(Duration.ofMillis(50))
        .forEach(record -> {
          try {
            read.add(DeadLetter.parseFrom(record.value()));
          } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
          }
        });
    var found = new ArrayList<DeadLetter>();
    for (var letter : read) {
      if (letter.getDestination().equals(destination)) {
        found.add(letter);
      }
    }
    return found;
  }

  private static Change.Builder change(String definition, String profile, long version) {
    return Change.newBuilder()
        .setProfileId(profile)
        .setDefinition(definition)
        .setDefinitionVersion(1)
        .setVersion(version)
        .setAtMillis(LONG_AGO)
        .addIdentifiers(Identifier.newBuilder().setType("user_id").setValue("u-" + profile))
        .addIdentifiers(
            Identifier.newBuilder().setType("email").setValue(profile + "@example.com"));
  }

  @Override
  public void close() {
    producer.close();
    letters.close();
  }
}
