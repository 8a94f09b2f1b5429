package dev.tributary.identity.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityConfigTest {

  @Test
  void hasSafeDefaults() {
    var config = read(Map.of());

    assertThat(config.workers()).isEqualTo(2);
    assertThat(config.batchSize()).isEqualTo(2_000);
    assertThat(config.recognisedEvents()).isEqualTo(50_000);
    assertThat(config.instance()).isEmpty();
    assertThat(config.decisionsKept()).isEqualTo(Duration.ofDays(8));
    assertThat(config.follower().threads()).isEqualTo(1);
    assertThat(config.follower().batchSize()).isEqualTo(1_000);
    assertThat(config.linkage().enabled()).isFalse();
    assertThat(config.linkage().consentCategory()).isEqualTo("identity_linkage");
    assertThat(config.linkage().observationsKept()).isEqualTo(Duration.ofDays(90));
    assertThat(config.linkage().linksKept()).isEqualTo(Duration.ofDays(30));
    assertThat(config.linkage().runEvery()).isEmpty();
    assertThat(config.linkage().floor()).isEqualTo(0.5);
    assertThat(config.linkage().promoteFrom()).isEqualTo(1);
    assertThat(config.linkage().traits()).isEmpty();
    assertThat(config.linkage().mostProfiles()).isEqualTo(200_000);
    assertThat(config.profileUpdates().enabled()).isTrue();
    assertThat(config.profileApi().watchers()).isEqualTo(100);
    assertThat(config.profileApi().requestsPerSecond()).isZero();
    assertThat(config.profileApi().audienceTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.cache().enabled()).isTrue();
    assertThat(config.cache().ttl()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.cache().nearMebibytes()).isEqualTo(16);
    assertThatCode(() -> Settings.check(config)).doesNotThrowAnyException();
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.identity.wrokers", "3")))
        .hasMessageContaining("wrokers");
  }

  @ParameterizedTest
  @CsvSource({
    "workers,0",
    "workers,65",
    "batch-size,0",
    "batch-size,10001",
    "recognised-events,-1",
    "recognised-events,1000001",
    "decisions-kept,PT59M",
    "follower.threads,0",
    "follower.batch-size,10001",
    "linkage.observations-kept,PT1H",
    "linkage.links-kept,P4000D",
    "linkage.run-every,PT9M",
    "linkage.floor,0.05",
    "linkage.floor,1",
    "linkage.promote-from,0.8",
    "linkage.promote-from,1.1",
    "linkage.traits.shoe-size,shoes",
    "linkage.traits.city,address.",
    "linkage.most-profiles,0",
    "profile-api.watchers,-1",
    "profile-api.watchers,10001",
    "profile-api.requests-per-second,-1",
    "profile-api.requests-per-second,1000001",
    "profile-api.audience-timeout,PT0.05S",
    "profile-api.audience-timeout,PT2M",
    "cache.ttl,PT0.5S",
    "cache.ttl,PT2H",
    "cache.near-mebibytes,-1",
    "cache.near-mebibytes,1025"
  })
  void refusesAValueOutOfBounds(String key, String value) {
    var config = read(Map.of("tributary.identity." + key, value));

    assertThatThrownBy(() -> Settings.check(config))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining(key);
  }

  private static IdentityConfig read(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(IdentityConfig.class)
        .withDefaultValue("smallrye.config.mapping.validate-unknown", "true")
        .withSources(new PropertiesConfigSource(values, "test", 500))
        .build()
        .getConfigMapping(IdentityConfig.class);
  }
}
