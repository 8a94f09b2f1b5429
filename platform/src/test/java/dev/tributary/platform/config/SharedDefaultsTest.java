package dev.tributary.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.auth.AuthConfig;
import dev.tributary.platform.definitions.DefinitionsConfig;
import dev.tributary.platform.storage.PostgresConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The defaults every service starts from. */
class SharedDefaultsTest {

  @Test
  void pinsTheMappedOnes() {
    var config = read(Map.of());

    var definitions = config.getConfigMapping(DefinitionsConfig.class);
    assertThat(definitions.catchUpTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(definitions.publishTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(definitions.sweepEvery()).isEqualTo(Duration.ofSeconds(1));
    var postgres = config.getConfigMapping(PostgresConfig.class);
    assertThat(postgres.address()).isEqualTo("127.0.0.1:15432");
    assertThat(postgres.neededToBeReady()).isTrue();
    var auth = config.getConfigMapping(AuthConfig.class);
    assertThat(auth.adminToken()).isEmpty();
    assertThat(auth.adminTokenFile()).isEmpty();
    assertThat(auth.editorToken()).isEmpty();
    assertThat(auth.editorTokenFile()).isEmpty();
    assertThat(auth.viewerToken()).isEmpty();
    assertThat(auth.viewerTokenFile()).isEmpty();
    assertThat(auth.clientToken()).isEmpty();
  }

  @Test
  void refusesAMisspeltName() {
    assertThatThrownBy(() -> read(Map.of("tributary.definitions.sweep-evry", "PT1S")))
        .hasMessageContaining("sweep-evry");
    assertThatThrownBy(() -> read(Map.of("tributary.auth.admn-token", "x")))
        .hasMessageContaining("admn-token");
  }

  @Test
  void pinsTheOnesThatKeepAServiceSafeAndLocal() throws IOException {
    var shared = new Properties();
    try (var in = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
      shared.load(in);
    }

    assertThat(shared)
        .containsEntry("kafka.bootstrap.servers", "127.0.0.1:19092")
        .containsEntry("tributary.postgres.address", "127.0.0.1:15432")
        .containsEntry("quarkus.http.host", "127.0.0.1")
        .containsEntry("quarkus.http.auth.proactive", "false")
        .containsEntry("quarkus.grpc.server.use-separate-server", "false")
        .containsEntry("quarkus.hibernate-orm.blocking", "false")
        .containsEntry("quarkus.hibernate-orm.schema-management.strategy", "none")
        .containsEntry("quarkus.hibernate-orm.database.start-offline", "true")
        .containsEntry("quarkus.flyway.migrate-at-start", "false")
        .containsEntry("quarkus.otel.sdk.disabled", "true")
        .containsEntry("quarkus.analytics.disabled", "true")
        .containsEntry("quarkus.devservices.enabled", "false");
  }

  private static SmallRyeConfig read(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withDefaultValue("smallrye.config.mapping.validate-unknown", "true")
        .withDefaultValues(values)
        .withMapping(DefinitionsConfig.class)
        .withMapping(PostgresConfig.class)
        .withMapping(AuthConfig.class)
        .build();
  }
}
