package dev.tributary.router.domain.payload;

import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.payload.ProfileRow.Cause;
import dev.tributary.router.domain.payload.ProfileRow.Content;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of a profile table as JSON: its columns by name, and {@code table}. A column that has no
 * value is {@code null}. The source's name stands in all three of its columns, for a source has no
 * other; {@code uuid_ts} is the time of receipt, so that a row is the same however often it is
 * sent. There are columns more than Segment's: {@code id} in each table, by which a row that comes
 * again is known, and {@code seq} and {@code split_from_segment_id} in {@code id_graph_updates},
 * without which rows that come in another order could not be read.
 *
 * <p>Source: Segment, "Profiles Sync tables", stored as {@code identity.md} 2.3.
 */
public final class RowDocument {

  private RowDocument() {}

  /** The row's document. */
  public static Json.Obj of(ProfileRow row) {
    var columns = new LinkedHashMap<String, Json>();
    columns.put("table", Json.of(row.table().tableName()));
    columns.put("segment_id", Json.of(row.profileId()));
    switch (row.content()) {
      case Content.Canonical(var canonical, var splitFrom) -> {
        columns.put("canonical_segment_id", Json.of(canonical));
        columns.put("split_from_segment_id", text(splitFrom));
        putEvent(columns, row.cause());
        columns.put("seq", Json.of(row.seq()));
      }
      case Content.ExternalId(var type, var value, var hash) -> {
        columns.put("external_id_type", Json.of(type));
        columns.put("external_id_value", Json.of(value));
        columns.put("external_id_hash", Json.of(hash));
        putEvent(columns, row.cause());
        putRestOfEvent(columns, row.cause());
        putTimes(columns, row);
        columns.put("uuid_ts", Json.of(TimeText.of(row.receivedAt())));
      }
      case Content.TraitValue(var name, var value) -> {
        columns.put("name", Json.of(name));
        columns.put("value", value);
        putTimes(columns, row);
      }
    }
    columns.put("id", Json.of(row.id()));
    columns.put("timestamp", Json.of(TimeText.of(row.timestamp())));
    return new Json.Obj(columns);
  }

  private static void putTimes(Map<String, Json> columns, ProfileRow row) {
    columns.put("seq", Json.of(row.seq()));
    columns.put("received_at", Json.of(TimeText.of(row.receivedAt())));
  }

  private static void putEvent(Map<String, Json> columns, Cause cause) {
    switch (cause) {
      case Cause.Event(var id, _, var type, _) -> {
        columns.put("triggering_event_type", text(type));
        columns.put("triggering_event_id", text(id));
      }
      case Cause.NoEvent _ -> {
        columns.put("triggering_event_type", Json.Null.VALUE);
        columns.put("triggering_event_id", Json.Null.VALUE);
      }
    }
  }

  private static void putRestOfEvent(Map<String, Json> columns, Cause cause) {
    var name = cause instanceof Cause.Event event ? text(event.name()) : Json.Null.VALUE;
    var source = cause instanceof Cause.Event event ? text(event.source()) : Json.Null.VALUE;
    columns.put("triggering_event_name", name);
    columns.put("triggering_event_source_id", source);
    columns.put("triggering_event_source_name", source);
    columns.put("triggering_event_source_slug", source);
  }

  private static Json text(String value) {
    return value.isEmpty() ? Json.Null.VALUE : Json.of(value);
  }
}
