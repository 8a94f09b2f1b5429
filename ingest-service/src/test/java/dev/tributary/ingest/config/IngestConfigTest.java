package dev.tributary.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingest.config.IngestConfig.Compression;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {

  @Test
  void hasSafeDefaults() {
    // When
    var config = read(Map.of());

    // Then
    assertThat(config.publicUrl()).isEmpty();
    assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.tokenKey()).isEmpty();
    assertThat(config.taps()).isEqualTo(20);
    assertThat(config.secretDirectories()).containsExactly("/run/secrets/tributary");
    assertThat(config.limits().requestBytes()).isEqualTo(4 * 1024 * 1024);
    assertThat(config.limits().eventBytes()).isEqualTo(32 * 1024);
    assertThat(config.limits().bodyWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.limits().batchEvents()).isEqualTo(5_000);
    assertThat(config.limits().inFlightBytes()).isEqualTo(32 * 1024 * 1024);
    assertThat(config.log().acknowledgeWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.log().stalledAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.log().watchEvery()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.log().lingerMillis()).isEqualTo(1);
    assertThat(config.log().compression()).isEqualTo(Compression.LZ4);
    assertThatCode(() -> Settings.check(config)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "limits.request-bytes, 1000",
    "limits.event-bytes, 300000",
    "limits.batch-events, 0",
    "limits.body-within, PT6M",
    "limits.in-flight-bytes, 4194304",
    "log.linger-millis, -1",
    "log.acknowledge-within, PT0.5S",
    "log.stalled-after, PT11S",
    "log.watch-every, PT2M",
    "retry-after, PT0.1S",
    "taps, 1001",
    "token-key, short",
    "public-url, https://events.example.com/path",
    "public-url, events.example.com",
    "public-url, ftp://events.example.com",
    "public-url, https://user:secret@events.example.com",
    "public-url, https://events.example.com#part"
  })
  void refusesAValueOutOfBoundsNamingItsKey(String key, String value) {
    // Given
    var config = read(Map.of("tributary.ingest." + key, value));

    // Then
    assertThatThrownBy(() -> Settings.check(config))
        .hasMessageContaining("tributary.ingest." + key);
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.ingest.limits.event-byte", "1")))
        .hasMessageContaining("event-byte");
  }

  private static IngestConfig read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(IngestConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(IngestConfig.class);
  }
}
