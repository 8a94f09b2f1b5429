package dev.tributary.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Definitions on the bus: what is written reads back, what is not one never throws. */
class DefinitionRecordTest {

  private static final DefinitionKey KEY = new DefinitionKey(Kind.AUDIENCE, "big_spenders");

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItWrote(Origin origin) {
    var definition =
        new Definition(
            KEY, 7, Json.object("a", Json.of(1)), origin, "ada", Instant.ofEpochMilli(5));

    assertThat(reread(DefinitionRecord.changed("t", definition)))
        .isEqualTo(new DefinitionRecord.Changed(definition));
    assertThat(reread(DefinitionRecord.deleted("t", KEY)))
        .isEqualTo(new DefinitionRecord.Deleted(KEY));
  }

  @Test
  void tellsAnUnknownKindFromADamagedRecord() {
    assertThat(read("Holodeck/x", new byte[0])).isInstanceOf(DefinitionRecord.UnknownKind.class);
    assertThat(read(null, new byte[0])).isInstanceOf(DefinitionRecord.Undecodable.class);
    assertThat(read("Audience/", null)).isInstanceOf(DefinitionRecord.Undecodable.class);
    assertThat(read("Audience/x", new byte[0])).isInstanceOf(DefinitionRecord.Undecodable.class);
    assertThat(read("Audience/x", new byte[] {1, 2, 3}))
        .isInstanceOf(DefinitionRecord.Undecodable.class);
  }

  @Test
  void neverThrowsAtRandomBytes() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 1_000; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      assertThat(read("Audience/x", bytes)).isInstanceOf(DefinitionRecord.Undecodable.class);
    }
  }

  private static DefinitionRecord reread(ProducerRecord<byte[], byte[]> record) {
    return DefinitionRecord.read(new ConsumerRecord<>("t", 0, 0, record.key(), record.value()));
  }

  private static DefinitionRecord read(String key, byte[] value) {
    var name = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return DefinitionRecord.read(new ConsumerRecord<>("t", 0, 0, name, value));
  }
}
