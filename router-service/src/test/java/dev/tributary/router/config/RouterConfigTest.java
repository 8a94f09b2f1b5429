package dev.tributary.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.router.domain.delivery.Backlog;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {

  @Test
  void hasSafeDefaults() {
    // When
    var config = read(Map.of());

    // Then
    assertThat(config.allowPrivateAddresses()).isFalse();
    assertThat(config.instance()).endsWith("-8084");
    assertThat(config.warehouseDirectory()).isEmpty();
    assertThat(config.secretDirectories()).isEqualTo(Set.of("/run/secrets/tributary"));
    assertThat(config.concurrency()).isEqualTo(64);
    assertThat(config.backlog().deliveries()).isEqualTo(1_000);
    assertThat(config.backlog().bytes()).isEqualTo(16_777_216);
    assertThat(config.debounce().waiting()).isEqualTo(50_000);
    assertThat(config.timeouts().connect()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.timeouts().response()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.retry().firstDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.retry().longestDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.retry().maxAge()).isEqualTo(Duration.ofHours(24));
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.softLinks().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.softLinks().rememberFor()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.limits().replicas()).isEqualTo(1);
    assertThat(config.redis().enabled()).isTrue();
    assertThat(RouterLimits.of(config).bounds())
        .isEqualTo(new Backlog.Bounds(64, 1_000, 16_777_216));
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.router.retry.max-aeg", "1h")))
        .hasMessageContaining("max-aeg");
  }

  @ParameterizedTest
  @CsvSource({
    "concurrency,0",
    "concurrency,1001",
    "backlog.deliveries,0",
    "backlog.bytes,1",
    "debounce.waiting,0",
    "timeouts.connect,0s",
    "timeouts.response,6m",
    "retry.first-delay,0s",
    "retry.longest-delay,10ms",
    "retry.max-age,31d",
    "commit-interval,1ms",
    "shutdown-grace,2m",
    "limits.replicas,0",
    "limits.replicas,1001",
    "soft-links.timeout,0s",
    "soft-links.timeout,2m",
    "soft-links.remember-for,2m"
  })
  void refusesAValueOutOfBounds(String key, String value) {
    // Given
    var config = read(Map.of("tributary.router." + key, value));

    // Then
    assertThatThrownBy(() -> RouterLimits.of(config))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("tributary.router." + key);
  }

  private static RouterConfig read(Map<String, String> values) {
    var all = new HashMap<>(values);
    all.put("quarkus.http.port", "8084");
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withMapping(RouterConfig.class)
        .withMappingIgnore("quarkus.**")
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(RouterConfig.class);
  }
}
