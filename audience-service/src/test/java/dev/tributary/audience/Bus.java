package dev.tributary.audience;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.messaging.Wire;
import dev.tributary.platform.bus.DefinitionRecord;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Resolved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The neighbours on the bus: identity before this service, the router after it. */
final class Bus implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Change> seen = new ArrayList<>();

  /** Waits until the service is ready. */
  static Bus ofReadyService(String servers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    return new Bus(servers);
  }

  private Bus(String servers) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                "router-" + UUID.randomUUID(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topic.CHANGES.topicName()));
  }

  void send(String profile, Wire event) {
    send(profile, event.resolved(profile));
  }

  /** Identity's word that a kind of entities is defined. */
  void defineEntity(String kind) {
    var key = new DefinitionKey(Kind.ENTITY, kind);
    var definition = new Definition(key, 1, Json.Obj.EMPTY, Origin.API, "ada", Instant.now());
    var record = DefinitionRecord.changed(Topic.DEFINITIONS.topicName(), definition);
    var name = new String(record.key(), StandardCharsets.UTF_8);
    var _ =
        producer.send(
            new ProducerRecord<>(record.topic(), null, name, record.value(), record.headers()));
    producer.flush();
  }

  void sendMerge(String from, Resolved merge) {
    send(from, merge);
  }

  /** The first entry of that profile into that audience. */
  Change membership(String profile, String audience) {
    return change(c ->
        c.getProfileId().equals(profile)
            && c.getDefinition().equals(audience)
            && c.getMembership().getMember());
  }

  /** The first change that tells further identifiers of that member of that audience. */
  Change identified(String profile, String audience) {
    return change(c ->
        c.getProfileId().equals(profile)
            && c.getDefinition().equals(audience)
            && c.hasIdentified());
  }

  /** The first exit of that profile from that audience. */
  Change exit(String profile, String audience) {
    return change(c ->
        c.getProfileId().equals(profile)
            && c.getDefinition().equals(audience)
            && c.hasMembership()
            && !c.getMembership().getMember());
  }

  /** The first change of that computed trait of that profile to a value. */
  Change trait(String profile, String trait, String json) {
    return change(c ->
        c.getProfileId().equals(profile)
            && c.getDefinition().equals(trait)
            && c.getTrait().getValue().toStringUtf8().equals(json));
  }

  /** The first change of that computed trait of that account or household to a value. */
  Change entityTrait(String entityId, String trait, String json) {
    return change(c ->
        c.getEntityId().equals(entityId)
            && c.getDefinition().equals(trait)
            && c.getTrait().getValue().toStringUtf8().equals(json));
  }

  /** All changes of a definition since this was asked last: so many, and what comes with them. */
  List<Change> changesOf(String definition, int atLeast) {
    var deadline = Instant.now().plus(PATIENCE);
    Predicate<Change> wanted = change -> change.getDefinition().equals(definition);
    do {
      consumer.poll(Duration.ofSeconds(1)).forEach(record -> seen.add(parsed(record.value())));
    } while (seen.stream().filter(wanted).count() < atLeast && Instant.now().isBefore(deadline));
    var found = seen.stream().filter(wanted).toList();
    seen.removeAll(found);
    return found;
  }

  private Change change(Predicate<Change> wanted) {
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var found = seen.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(parsed(record.value())));
    }
    throw new AssertionError("No such change among " + seen.size());
  }

  void send(String key, Resolved value) {
    var _ =
        producer.send(new ProducerRecord<>(Topic.RESOLVED.topicName(), key, value.toByteArray()));
    producer.flush();
  }

  private static Change parsed(byte[] bytes) {
    try {
      return Change.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
