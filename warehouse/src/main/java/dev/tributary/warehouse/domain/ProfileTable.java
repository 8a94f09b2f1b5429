package dev.tributary.warehouse.domain;

import static dev.tributary.warehouse.domain.value.ColumnType.INTEGER;
import static dev.tributary.warehouse.domain.value.ColumnType.TIMESTAMP;
import static dev.tributary.warehouse.domain.value.ColumnType.VARCHAR;

import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of what became known of profiles, to which rows are only added: the raw tables of
 * Segment's Profiles Sync, with {@code id} and {@code seq} in each. How they are read:
 * docs/identity-warehouse.md.
 */
public enum ProfileTable {
  /** Which profile is which from a moment on. */
  ID_GRAPH_UPDATES(
      List.of(
          "segment_id",
          "canonical_segment_id",
          "split_from_segment_id",
          "triggering_event_type",
          "triggering_event_id"),
      List.of("timestamp")),

  /** Which identifiers a profile was given. */
  EXTERNAL_ID_MAPPING_UPDATES(
      List.of(
          "segment_id",
          "external_id_type",
          "external_id_value",
          "external_id_hash",
          "triggering_event_id",
          "triggering_event_name",
          "triggering_event_type",
          "triggering_event_source_id",
          "triggering_event_source_name",
          "triggering_event_source_slug"),
      List.of("received_at", "timestamp", "uuid_ts")),

  /** Which values traits got; {@code value} is JSON text, and null where a trait was removed. */
  PROFILE_TRAITS_UPDATES(
      List.of("segment_id", "name", "value"), List.of("received_at", "timestamp"));

  @SuppressWarnings("ImmutableEnumChecker") // it is: a copy nobody else has, and unmodifiable
  private final Map<String, ColumnType> columns;

  ProfileTable(List<String> texts, List<String> times) {
    var types = new LinkedHashMap<String, ColumnType>();
    texts.forEach(column -> types.put(column, VARCHAR));
    types.put("seq", INTEGER);
    times.forEach(column -> types.put(column, TIMESTAMP));
    this.columns = Collections.unmodifiableMap(types);
  }

  /** As warehouses and rows have it. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns besides {@code id}, in their order. */
  public Map<String, ColumnType> columns() {
    return columns;
  }

  /** The table of a name; empty where there is none. */
  public static Optional<ProfileTable> named(String name) {
    return Arrays.stream(values()).filter(table -> table.tableName().equals(name)).findFirst();
  }
}
