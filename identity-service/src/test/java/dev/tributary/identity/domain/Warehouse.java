package dev.tributary.identity.domain;

import com.google.protobuf.ByteString;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The profile tables in a warehouse, and the views that its owner makes of them: the same rules as
 * the SQL of {@code docs/identity-warehouse.md}, and nothing else.
 */
final class Warehouse {

  private final Map<String, NavigableMap<Long, IdGraphUpdate>> graph = new HashMap<>();
  private final Map<String, ProfileUpdate> identifiers = new HashMap<>();
  private final List<ProfileUpdate> traits = new ArrayList<>();

  /** Appends a row, whether it is there or not. */
  void append(ProfileUpdate row) {
    switch (row.getRowCase()) {
      case ID_GRAPH ->
          graph
              .computeIfAbsent(row.getIdGraph().getProfileId(), _ -> new TreeMap<>())
              .put(row.getSeq(), row.getIdGraph());
      case EXTERNAL_ID_MAPPING -> {
        var mapping = row.getExternalIdMapping();
        identifiers.merge(mapping.getType() + ":" + mapping.getValue(), row, Warehouse::later);
      }
      case PROFILE_TRAITS -> traits.add(row);
      case ROW_NOT_SET -> throw new IllegalArgumentException("No row");
    }
  }

  /** Whose an identifier is. */
  Map<String, String> owners() {
    var owners = new HashMap<String, String>();
    identifiers.forEach((identifier, row) ->
        owners.put(
            identifier, walk(row.getExternalIdMapping().getProfileId(), row.getSeq()).profile()));
    return owners;
  }

  /** Which profile each that was ever told of is now. */
  Map<String, String> canonical() {
    var canonical = new HashMap<String, String>();
    graph.forEach((profile, rows) -> {
      var last = rows.lastEntry();
      canonical.put(
          profile, walk(last.getValue().getCanonicalProfileId(), last.getKey()).profile());
    });
    return canonical;
  }

  /** The traits of each profile, as JSON. */
  Map<String, Map<String, String>> traits() {
    var latest = new HashMap<String, Map<String, ProfileUpdate>>();
    for (var row : traits) {
      var place = walk(row.getProfileTraits().getProfileId(), row.getSeq());
      if (!place.split()) {
        latest
            .computeIfAbsent(place.profile(), _ -> new HashMap<>())
            .merge(row.getProfileTraits().getName(), row, Warehouse::later);
      }
    }
    var values = new HashMap<String, Map<String, String>>();
    latest.forEach((profile, all) ->
        all.forEach((name, row) -> {
          if (!row.getProfileTraits().getValue().equals(ByteString.EMPTY)) {
            values
                .computeIfAbsent(profile, _ -> new HashMap<>())
                .put(name, row.getProfileTraits().getValue().toStringUtf8());
          }
        }));
    return values;
  }

  private record Place(String profile, boolean split) {}

  private Place walk(String profile, long seq) {
    var at = profile;
    long since = seq;
    boolean split = false;
    while (true) {
      var next = graph.getOrDefault(at, new TreeMap<>()).higherEntry(since);
      if (next == null) {
        return new Place(at, split);
      }
      var from = next.getValue().getSplitFromProfileId();
      split |= !from.isEmpty();
      at = from.isEmpty() ? next.getValue().getCanonicalProfileId() : from;
      since = next.getKey();
    }
  }

  private static ProfileUpdate later(ProfileUpdate one, ProfileUpdate other) {
    return one.getSeq() >= other.getSeq() ? one : other;
  }
}
