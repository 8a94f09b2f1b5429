package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A cluster as the row of its root holds it. Maps are text: {@code key=value,key=value}. */
final class ClusterColumns {

  private ClusterColumns() {}

  /**
   * Reads id, survivor, counts, sides, traits, size, version, then first and last event, from a
   * column on.
   */
  static Cluster read(Row row, int at) {
    return new Cluster(
        new CellId(row.getUUID(at)),
        new ProfileId(row.getUUID(at + 1)),
        map(row.getString(at + 2), IdentifierType::new, Integer::valueOf),
        sides(row.getString(at + 3)),
        row.getInteger(at + 4),
        row.getInteger(at + 5),
        row.getLong(at + 6),
        origin(row, at + 7),
        origin(row, at + 10));
  }

  /** The sides of a root's row. */
  static Map<CutId, Side> sides(String text) {
    return map(text, id -> new CutId(UUID.fromString(id)), Side::valueOf);
  }

  static String counts(Cluster cluster) {
    if (cluster.counts().isEmpty()) {
      return "";
    }
    var counts = new TreeMap<String, Integer>();
    cluster.counts().forEach((type, count) -> counts.put(type.name(), count));
    return text(counts);
  }

  static String sides(Cluster cluster) {
    if (cluster.sides().isEmpty()) {
      return "";
    }
    var sides = new TreeMap<String, Side>();
    cluster.sides().forEach((cut, side) -> sides.put(cut.value().toString(), side));
    return text(sides);
  }

  /** Appends survivor, maps, numbers, first and last event, as the statements take them. */
  static <T> Columns<T> state(Columns<T> columns, Function<T, Cluster> state) {
    return columns
        .uuids(row -> state.apply(row).survivor().value())
        .texts(row -> counts(state.apply(row)))
        .texts(row -> sides(state.apply(row)))
        .ints(row -> state.apply(row).traits())
        .ints(row -> state.apply(row).size())
        .longs(row -> state.apply(row).version())
        .longs(row -> millis(state.apply(row).first()))
        .texts(row -> state.apply(row).first().source())
        .texts(row -> state.apply(row).first().messageId())
        .longs(row -> millis(state.apply(row).last()))
        .texts(row -> state.apply(row).last().source())
        .texts(row -> state.apply(row).last().messageId());
  }

  /** The sides of a root's row, without a cut that is no more. */
  static String sidesWithout(String sides, CutId cut) {
    var left = new TreeMap<String, Side>();
    map(sides, id -> id, Side::valueOf)
        .forEach((id, side) -> {
          if (!id.equals(cut.value().toString())) {
            left.put(id, side);
          }
        });
    return text(left);
  }

  private static long millis(Origin origin) {
    return origin.receivedAt().toEpochMilli();
  }

  /** Reads when it was received, from which source, by which message. */
  static Origin origin(Row row, int at) {
    var receivedAt = Instant.ofEpochMilli(row.getLong(at));
    return new Origin(receivedAt, row.getString(at + 1), row.getString(at + 2));
  }

  private static String text(Map<String, ?> map) {
    var text = new StringBuilder();
    map.forEach((key, value) -> {
      text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value);
    });
    return text.toString();
  }

  private static <K, V> Map<K, V> map(
      String text, Function<String, K> key, Function<String, V> value) {
    if (text.isEmpty()) {
      return Map.of();
    }
    var map = new HashMap<K, V>();
    for (int from = 0; from < text.length(); ) {
      int equals = text.indexOf('=', from);
      int comma = text.indexOf(',', equals);
      int to = comma < 0 ? text.length() : comma;
      map.put(key.apply(text.substring(from, equals)), value.apply(text.substring(equals + 1, to)));
      from = to + 1;
    }
    return map;
  }
}
