package dev.tributary.local.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPlanTest {

  @Test
  void hasTheDocumentedDefaults() {
    // When
    var plan = PortPlan.of(0, Map.of());

    // Then
    assertThat(plan.ports())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Part.KAFKA, 19092,
                Part.POSTGRES, 15432,
                Part.REDIS, 16379,
                Part.INGEST, 8080,
                Part.GOVERNANCE, 8081,
                Part.IDENTITY, 8082,
                Part.AUDIENCE, 8083,
                Part.ROUTER, 8084,
                Part.SINK, 9999));
  }

  @Test
  void movesAllButThoseThatWereChosen() {
    // When
    var plan = PortPlan.of(1000, Map.of("ingest", 80));

    // Then
    assertThat(plan.of(Part.ROUTER)).isEqualTo(9084);
    assertThat(plan.http(Part.INGEST)).isEqualTo("http://127.0.0.1:80");
  }

  @Test
  void refusesAPortForTwoPartsAndPartsAndPortsThatDoNotExist() {
    // Then
    assertThatThrownBy(() -> PortPlan.of(0, Map.of("ingest", 8084)))
        .hasMessage("Port 8084 is meant for both ingest and router");
    assertThatThrownBy(() -> PortPlan.of(0, Map.of("ingress", 1)))
        .hasMessage("No part is called ingress");
    assertThatThrownBy(() -> PortPlan.of(60_000, Map.of()))
        .hasMessageContaining("not between 1 and 65535");
  }
}
