package dev.tributary.audience.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceConfigTest {

  @Test
  void hasSafeDefaults() {
    var config = read(Map.of());

    assertThat(config.stateDirectory()).isEqualTo(Path.of("data/audience"));
    assertThat(config.threads()).isEqualTo(1);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(40));
    assertThat(config.tick()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.stateMemoryMib()).isEqualTo(96);
    assertThat(config.timeline().age()).isEqualTo(Duration.ofDays(400));
    assertThat(config.timeline().most()).isEqualTo(10_000);
    assertThat(config.timeline().readers()).isEqualTo(4);
    assertThat(config.identity().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.instanceId()).endsWith("-8083");
    assertThat(config.address()).isEqualTo("127.0.0.1:8083");
    assertThat(AudienceConfig.checked(config)).isSameAs(config);
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.audience.thraeds", "2")))
        .hasMessageContaining("thraeds");
  }

  @ParameterizedTest
  @CsvSource({
    "threads,0",
    "threads,65",
    "commit-interval,PT0.001S",
    "tick,PT1M",
    "state-memory-mib,1",
    "timeline.age,PT1M",
    "timeline.most,1",
    "timeline.readers,0",
    "address,127.0.0.1",
    "address,http://127.0.0.1:8083",
    "address,127.0.0.1:0",
    "identity.timeout,PT0.05S",
    "identity.timeout,PT2M"
  })
  void refusesAValueOutOfItsBounds(String key, String value) {
    var config = read(Map.of("tributary.audience." + key, value));

    assertThatThrownBy(() -> AudienceConfig.checked(config)).hasMessageContaining(key);
  }

  private static AudienceConfig read(Map<String, String> properties) {
    var all = new HashMap<>(properties);
    all.put("quarkus.http.port", "8083");
    return new SmallRyeConfigBuilder()
        .withMapping(AudienceConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .addDefaultInterceptors()
        .build()
        .getConfigMapping(AudienceConfig.class);
  }
}
