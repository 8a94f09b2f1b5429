package dev.tributary.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceProcessTest {

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, QUARKUS_GRPC_CLIENTS_AUDIENCE_PORT, AUDIENCE",
    "AUDIENCE, QUARKUS_GRPC_CLIENTS_IDENTITY_PORT, IDENTITY",
    "ROUTER, QUARKUS_GRPC_CLIENTS_IDENTITY_PORT, IDENTITY",
    "ROUTER, QUARKUS_GRPC_CLIENTS_AUDIENCE_PORT, AUDIENCE"
  })
  void tellsAServiceWhereTheOneItAsksListens(Part service, String key, Part asked) {
    // Given
    var ports = PortPlan.of(1_000, Map.of());
    var home = new Home(Path.of("root"), Path.of("state"));

    // When
    var environment = ServiceProcess.environment(service, home, ports, "token");

    // Then
    assertThat(environment).containsEntry(key, Integer.toString(asked.defaultPort() + 1_000));
  }
}
