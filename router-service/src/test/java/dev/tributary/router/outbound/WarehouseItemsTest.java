package dev.tributary.router.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.ProfileTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseItemsTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsARowOfTheGraph() {
    // When
    var item =
        row(
            """
            {"table": "id_graph_updates", "id": "r1", "segment_id": "p2",
             "canonical_segment_id": "p1", "split_from_segment_id": null, "seq": 7,
             "triggering_event_id": "m1", "timestamp": "2026-03-01T12:00:00.000Z", "more": 1}
            """);

    // Then
    assertThat(item.table()).isEqualTo(ProfileTable.ID_GRAPH_UPDATES);
    assertThat(item.id()).isEqualTo("r1");
    assertThat(item.at()).isEqualTo(AT);
    assertThat(item.values())
        .containsOnlyKeys(ProfileTable.ID_GRAPH_UPDATES.columns().keySet().toArray(String[]::new));
    assertThat(item.values().get("segment_id")).isEqualTo("p2");
    assertThat(item.values().get("canonical_segment_id")).isEqualTo("p1");
    assertThat(item.values().get("seq")).isEqualTo(7L);
    assertThat(item.values().get("timestamp")).isEqualTo(AT);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"\"gold\",\"gold\"", "12.50,12.50", "`[1,{\"a\":2}]`,`[1,{\"a\":2}]`", "null,"})
  void keepsATraitAsJsonAndARemovedOneAsNothing(String value, String kept) {
    // When
    var item =
        row(
            """
            {"table": "profile_traits_updates", "id": "r2", "segment_id": "p1", "name": "plan",
             "value": %s, "seq": 7, "received_at": "2026-03-01T12:00:00.000Z"}
            """
                .formatted(value));

    // Then
    assertThat(item.values().get("value")).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"table\": \"id_graph_updates\", \"timestamp\": \"2026-03-01T12:00:00Z\"}",
        "{\"table\": \"id_graph_updates\", \"id\": \"r1\", \"timestamp\": \"soon\"}",
        "{\"table\": \"pg_user\", \"id\": \"r1\", \"timestamp\": \"2026-03-01T12:00:00Z\"}",
        "{\"type\": \"track\", \"messageId\": \"m1\"}"
      })
  void isNothingWithoutTypeOrTableIdAndTime(String text) {
    assertThat(WarehouseItems.read(json(text))).isEmpty();
  }

  private static Item.ProfileRow row(String text) {
    var found = WarehouseItems.read(json(text)).orElseThrow();
    assertThat(found.source()).isEqualTo("tributary");
    return (Item.ProfileRow) found.item();
  }

  private static Json.Obj json(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
