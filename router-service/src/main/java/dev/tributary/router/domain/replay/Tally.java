package dev.tributary.router.domain.replay;

import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay found: {@code read = wanted by nobody + records with deliveries + records that were
 * kept back}.
 *
 * @param read records looked at
 * @param deliveries by action, those that were made, or would be
 * @param kept by reason, deliveries that were not
 * @param examples message ids, or letters' ids, of a few
 */
public record Tally(
    long read, Map<String, Long> deliveries, Map<String, Long> kept, List<String> examples) {

  public static final Tally NOTHING = new Tally(0, Map.of(), Map.of(), List.of());

  private static final int MOST_EXAMPLES = 5;

  public Tally {
    deliveries = Map.copyOf(deliveries);
    kept = Map.copyOf(kept);
    examples = examples.stream().limit(MOST_EXAMPLES).toList();
  }

  /** Both together. */
  public Tally plus(Tally other) {
    var all = new ArrayList<>(examples);
    all.addAll(other.examples);
    return new Tally(
        read + other.read, sum(deliveries, other.deliveries), sum(kept, other.kept), all);
  }

  /** All deliveries, whatever the action. */
  public long wanted() {
    return deliveries.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As JSON, from which {@link #of} makes an equal one. */
  public Json.Obj json() {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("read", Json.of(read));
    fields.put("deliveries", counts(deliveries));
    fields.put("kept", counts(kept));
    fields.put("examples", new Json.Arr(examples.stream().<Json>map(Json::of).toList()));
    return new Json.Obj(fields);
  }

  /** The one that {@link #json} told; of what it did not tell, nothing. */
  public static Tally of(Json.Obj json) {
    var read =
        json.field("read").orElse(Json.Null.VALUE) instanceof Json.Num number ? number : null;
    var examples = new ArrayList<String>();
    if (json.field("examples").orElse(Json.Null.VALUE) instanceof Json.Arr(var items)) {
      for (var item : items) {
        if (item instanceof Json.Str(var text)) {
          examples.add(text);
        }
      }
    }
    return new Tally(
        read == null ? 0 : read.value().longValue(),
        counts(json, "deliveries"),
        counts(json, "kept"),
        examples);
  }

  private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> others) {
    var sum = new TreeMap<>(some);
    others.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }

  private static Json.Obj counts(Map<String, Long> counts) {
    var fields = new LinkedHashMap<String, Json>();
    new TreeMap<>(counts).forEach((name, count) -> fields.put(name, Json.of(count)));
    return new Json.Obj(fields);
  }

  private static Map<String, Long> counts(Json.Obj json, String name) {
    var counts = new TreeMap<String, Long>();
    if (json.field(name).orElse(Json.Null.VALUE) instanceof Json.Obj(var fields)) {
      fields.forEach((key, value) -> {
        if (value instanceof Json.Num(var number)) {
          counts.put(key, number.longValue());
        }
      });
    }
    return counts;
  }
}
