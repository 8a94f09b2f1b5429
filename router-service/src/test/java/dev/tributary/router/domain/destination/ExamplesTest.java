package dev.tributary.router.domain.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.request.Drafting;
import dev.tributary.connectors.library.ConnectorLibrary;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Manifest;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.platform.json.YamlText;
import dev.tributary.router.domain.payload.ProfileChange.Identifier;
import dev.tributary.router.domain.payload.ProfileRow;
import dev.tributary.router.domain.payload.RowDocument;
import dev.tributary.router.domain.softlink.SoftLink;
import dev.tributary.router.domain.softlink.SoftLinked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that newcomers start from are definitions that hold and do what they say. */
class ExamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "shop/destination.yaml, demo-webhook",
    "warehouse/profile-tables.yaml, warehouse-profiles",
    "identity/warehouse.yaml, warehouse-identity",
    "soft-links/destination.yaml, lookalike-orders",
    "debounce/destination.yaml, crm-numbers",
    "lists/destination.yaml, big-spenders-list",
    "connectors/product-analytics.yaml, product-analytics",
    "connectors/archive.yaml, archive"
  })
  void hold(String file, String name) {
    assertThat(read(file, name).name()).isEqualTo(name);
  }

  @Test
  void theWarehouseIsToldWhichTableARowGoesInto() {
    // Given
    var destination = read("warehouse/profile-tables.yaml", "warehouse-profiles");
    var row =
        new ProfileRow(
            "r1",
            "p2",
            new ProfileRow.Content.Canonical("p1", ""),
            7,
            NOW,
            NOW,
            new ProfileRow.Cause.NoEvent());

    // When
    var shaped = item(destination, Destination.ROWS, RowDocument.of(row));

    // Then
    assertThat(JsonText.writeString(shaped))
        .contains("\"into\":\"profiles.id_graph_updates\"", "\"canonical_segment_id\":\"p1\"");
  }

  @Test
  void aWarehouseThatKeepsNoAddressesGetsTheirHashes() {
    // Given
    var destination = read("identity/warehouse.yaml", "warehouse-identity");
    var row =
        new ProfileRow(
            "r1",
            "p2",
            new ProfileRow.Content.ExternalId("email", "ada@example.com", "ab12"),
            7,
            NOW,
            NOW,
            new ProfileRow.Cause.NoEvent());

    // When
    var shaped = item(destination, Destination.ROWS, RowDocument.of(row));

    // Then
    assertThat(JsonText.writeString(shaped))
        .contains("\"table\":\"external_id_mapping_updates\"", "\"external_id_hash\":\"ab12\"")
        .doesNotContain("ada@example.com");
  }

  @Test
  void theToolIsToldWhoElseTheCustomerMayBe() {
    // Given
    var destination = read("soft-links/destination.yaml", "lookalike-orders");
    var link = new SoftLink(0.95, NOW.plusSeconds(1), List.of(new Identifier("email", "a@b.c")));
    var order =
        JsonText.parseObject(
            "{\"userId\": \"u1\", \"properties\": {\"orderId\": \"o1\"}}"
                .getBytes(StandardCharsets.UTF_8));

    // When
    var document = SoftLinked.tell(order, List.of(link), 0.9, NOW);
    var shaped = item(destination, "", document);

    // Then
    assertThat(shaped)
        .isEqualTo(
            JsonText.parse(
                """
                {"customer": "u1", "order": "o1",
                 "perhaps_also": [{"score": 0.95, "identifiers": [{"type": "email", "value": "a@b.c"}]}]}
                """));
  }

  private static Json item(Destination destination, String action, Json.Obj document) {
    var maker = destination.action(action).orElseThrow().maker();
    return ((Drafting.Ready) maker.make(document, "key", Json.Obj.EMPTY)).draft().item();
  }

  private static Destination read(String file, String name) {
    try {
      var yaml = YamlText.parse(Files.readAllBytes(Path.of("../examples", file)));
      var manifest = Manifest.read(yaml, Kind.DESTINATION, name);
      assertThat(manifest.problems()).isEmpty();
      var spec = ((Checked.Valid<Manifest>) manifest).value().spec();
      var checked = DestinationReader.read(name, spec, ConnectorLibrary.SHIPPED);
      assertThat(checked.problems()).isEmpty();
      return ((Checked.Valid<Destination>) checked).value();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
