package dev.tributary.platform.bus;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record of the {@code definitions} topic, read. Closed; reading never throws. */
public sealed interface DefinitionRecord {

  /** A new version is in force. */
  record Changed(Definition definition) implements DefinitionRecord {}

  /** Nothing is in force under the key any more. */
  record Deleted(DefinitionKey key) implements DefinitionRecord {}

  /** Of a kind that this release does not know. */
  record UnknownKind() implements DefinitionRecord {}

  /** Not a definition: damaged, or written by something else. */
  record Undecodable() implements DefinitionRecord {}

  /** Reads a record. */
  static DefinitionRecord read(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] name = record.key();
    byte @Nullable [] value = record.value();
    if (name == null) {
      return new Undecodable();
    }
    try {
      var key = DefinitionKey.parse(new String(name, StandardCharsets.UTF_8));
      if (key.isEmpty()) {
        return new UnknownKind();
      }
      return value == null ? new Deleted(key.get()) : changed(key.get(), value);
    } catch (InvalidValue | InvalidProtocolBufferException _) {
      return new Undecodable();
    }
  }

  /** The record that puts a version in force. */
  static ProducerRecord<byte[], byte[]> changed(String topic, Definition definition) {
    var wire =
        dev.tributary.proto.v1.Definition.newBuilder()
            .setKind(definition.key().kind().kindName())
            .setName(definition.key().name())
            .setVersion(definition.version())
            .setSpec(ByteString.copyFrom(JsonText.write(definition.spec())))
            .setOrigin(
                switch (definition.origin()) {
                  case API -> dev.tributary.proto.v1.Definition.Origin.ORIGIN_API;
                  case FILE -> dev.tributary.proto.v1.Definition.Origin.ORIGIN_FILE;
                  case KUBERNETES -> dev.tributary.proto.v1.Definition.Origin.ORIGIN_KUBERNETES;
                })
            .setAuthor(definition.author())
            .setChangedAtMillis(definition.changedAt().toEpochMilli())
            .build();
    return new ProducerRecord<>(topic, key(definition.key()), wire.toByteArray());
  }

  /** The tombstone that takes whatever is in force under a key out of force. */
  static ProducerRecord<byte[], byte[]> deleted(String topic, DefinitionKey key) {
    return new ProducerRecord<>(topic, key(key), null);
  }

  private static byte[] key(DefinitionKey key) {
    return key.text().getBytes(StandardCharsets.UTF_8);
  }

  private static DefinitionRecord changed(DefinitionKey key, byte[] value)
      throws InvalidProtocolBufferException {
    var wire = dev.tributary.proto.v1.Definition.parseFrom(value);
    if (wire.getVersion() < 1
        || !wire.getName().equals(key.name())
        || !wire.getKind().equals(key.kind().kindName())) {
      return new Undecodable();
    }
    var origin =
        switch (wire.getOrigin()) {
          case ORIGIN_FILE -> Origin.FILE;
          case ORIGIN_KUBERNETES -> Origin.KUBERNETES;
          case ORIGIN_API, ORIGIN_UNSPECIFIED, UNRECOGNIZED -> Origin.API;
        };
    return new Changed(
        new Definition(
            key,
            wire.getVersion(),
            JsonText.parseObject(wire.getSpec().toByteArray()),
            origin,
            wire.getAuthor(),
            Instant.ofEpochMilli(wire.getChangedAtMillis())));
  }
}
