package dev.tributary.router.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaCourierSettingsTest {

  @Test
  void logsInWithAPasswordOfAnyCharacters() {
    // When
    var settings =
        KafkaCourierSettings.of(
            settings(
                """
                {"bootstrapServers": "b:1", "security": "SASL_SSL", "mechanism": "SCRAM-SHA-512",
                 "username": "u", "password": "a\\"b\\\\c; x=y"}
                """),
            Duration.ofSeconds(5));

    // Then
    assertThat(settings)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\""
                + " password=\"a\\\"b\\\\c; x=y\";");
  }

  @Test
  void writesToAllReplicasAndWaitsNoLongerThanAllowed() {
    // When
    var settings =
        KafkaCourierSettings.of(
            settings("{\"bootstrapServers\": \"b:1\", \"security\": \"PLAINTEXT\"}"),
            Duration.ofSeconds(5));

    // Then
    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 5_000)
        .doesNotContainKey("sasl.jaas.config");
  }

  private static Json.Obj settings(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
