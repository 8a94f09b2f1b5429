package dev.tributary.router.domain.payload;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The profile tables of a warehouse, append-only.
 *
 * <p>Source: Segment, "Profiles Sync tables", its raw tables; stored as {@code identity.md} 2.3.
 */
public enum ProfileTable {
  /** Which profile is which now: a row for each that begins, merges or is split off. */
  ID_GRAPH_UPDATES("id_graph_updates"),
  /** Each identifier a profile was given. */
  EXTERNAL_ID_MAPPING_UPDATES("external_id_mapping_updates"),
  /** Each trait of a profile that was set or removed. */
  PROFILE_TRAITS_UPDATES("profile_traits_updates");

  private final String tableName;

  ProfileTable(String tableName) {
    this.tableName = tableName;
  }

  /** As definitions and rows have it. */
  public String tableName() {
    return tableName;
  }

  /** The table of a name; empty where there is none. */
  public static Optional<ProfileTable> named(String name) {
    return Arrays.stream(values()).filter(table -> table.tableName.equals(name)).findFirst();
  }

  /** All names, for a person. */
  public static String names() {
    return Arrays.stream(values()).map(ProfileTable::tableName).collect(Collectors.joining(", "));
  }
}
