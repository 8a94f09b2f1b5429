package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.BareTable.Column;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BareTableTest {

  private static final BareTable LINK =
      new BareTable(
          "link",
          List.of(
              new Column("low", "uuid"),
              new Column("message_id", "text"),
              new Column("days", "integer[]")),
          List.of("low"),
          "message_id");

  @Test
  void upsertsArraysOfAllColumnsAndCastsWhatHasNoArray() {
    assertThat(LINK.upsert())
        .isEqualTo(
            "INSERT INTO link (low, message_id, days)"
                + " SELECT k.low, k.message_id, k.days::integer[]"
                + " FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (low, message_id, days)"
                + " ON CONFLICT (low) DO UPDATE"
                + " SET message_id = excluded.message_id, days = excluded.days");
  }

  @Test
  void readsRowsBackByTheEventThatWroteThem() {
    assertThat(LINK.select())
        .isEqualTo(
            "SELECT message_id, low, message_id, days::text FROM link"
                + " WHERE starts_with(message_id, $1::text)");
  }

  @Test
  void sendsColumnsNotRows() {
    // Given
    var one = new UUID(0, 1);
    var other = new UUID(0, 2);

    // When
    var arguments =
        LINK.arguments(
            List.of(new Object[] {one, "m1", "{1}"}, new Object[] {other, "m2", "{1,2}"}));

    // Then
    assertThat((Object[]) arguments.getValue(0)).containsExactly(one, other);
    assertThat((Object[]) arguments.getValue(2)).containsExactly("{1}", "{1,2}");
  }
}
