package dev.tributary.governance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.governance.config.GovernanceSetup.Settings;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GovernanceConfigTest {

  @Test
  void hasSafeDefaults() {
    // Given

    // When
    var config = read(Map.of());

    // Then
    assertThat(config.deduplication().window()).isEqualTo(Duration.ofDays(30));
    assertThat(config.deduplication().allowedLag()).isEqualTo(Duration.ofDays(7));
    assertThat(config.stateDirectory()).isEqualTo(Path.of("data/governance"));
    assertThat(config.instanceId()).isEqualTo("pod-3-8081");
    assertThat(config.threads()).isOne();
    assertThat(config.commitIntervalMillis()).isEqualTo(25);
    assertThat(config.memory().asLongValue()).isEqualTo(32 << 20);
    assertThat(Settings.of(config).window().kept()).isEqualTo(Duration.ofDays(37));
  }

  @ParameterizedTest
  @CsvSource({
    "threads, 0",
    "threads, 65",
    "commit-interval-millis, 0",
    "deduplication.window, PT0S",
    "deduplication.window, P401D",
    "deduplication.allowed-lag, P31D",
    "memory, 1M"
  })
  void refusesWhatIsOutOfBoundsByName(String key, String value) {
    // Given
    var config = read(Map.of("tributary.governance." + key, value));

    // When, Then
    assertThatThrownBy(() -> Settings.of(config)).hasMessageContaining(key);
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.governance.deduplication.windwo", "P1D")))
        .hasMessageContaining("windwo");
  }

  private static GovernanceConfig read(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("HOSTNAME", "pod-3");
    all.put("quarkus.http.port", "8081");
    return new SmallRyeConfigBuilder()
        .withMapping(GovernanceConfig.class)
        .withValidateUnknown(true)
        .withConverter(
            io.quarkus.runtime.configuration.MemorySize.class, 100, new MemorySizeConverter())
        .withSources(new PropertiesConfigSource(all, "test", 400))
        .addDefaultInterceptors()
        .build()
        .getConfigMapping(GovernanceConfig.class);
  }
}
