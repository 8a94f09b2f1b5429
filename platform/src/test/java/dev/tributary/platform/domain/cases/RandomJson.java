package dev.tributary.platform.domain.cases;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws JSON values that are likely to be interesting: few names and few values, so that they meet,
 * and among them the awkward ones.
 */
public final class RandomJson {

  /** The names of fields. */
  public static final List<String> NAMES =
      List.of("event", "type", "a", "b", "properties", "odd name.\\[0]", "0", "ß😀");

  private static final List<String> TEXTS =
      List.of(
          "", "a", "b", "A", "B", "track", "identify", "true", "a b", "5", "😀\n\"'\\", "*", "[");
  private static final List<String> NUMBERS =
      List.of("0", "5", "5.0", "-1", "1e3", "0.1", "1e2147483647", "1e-2147483647", "0e99999");

  private final SplittableRandom random;

  public RandomJson(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** An object, as an event is. */
  public Json.Obj object(int depth) {
    var fields = new LinkedHashMap<String, Json>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      fields.put(pick(NAMES), value(depth - 1));
    }
    return new Json.Obj(fields);
  }

  /** Any value, at most so deep. */
  public Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.Null.VALUE;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(new BigDecimal(pick(NUMBERS)));
      case 3, 4 -> Json.of(pick(TEXTS));
      case 5 -> object(depth);
      default -> array(depth);
    };
  }

  private Json.Arr array(int depth) {
    var items = new ArrayList<Json>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      items.add(value(depth - 1));
    }
    return new Json.Arr(items);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
