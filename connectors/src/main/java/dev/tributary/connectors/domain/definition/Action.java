package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.mapping.Mapping;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a connector can do with an event.
 *
 * @param trigger which events it is for if the destination does not say
 * @param item what one delivery is in the request; the fields themselves where there is none
 * @param steps requests in turn, at least one but for a connector that makes none
 */
public record Action(
    String name,
    Setting.Text text,
    Optional<Fql> trigger,
    Map<String, Field> fields,
    Needs needs,
    Optional<Mapping> item,
    List<Step> steps,
    Batch batch,
    Items items) {

  public Action {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    steps = List.copyOf(steps);
  }

  /**
   * What becomes of single deliveries of a batch.
   *
   * @param split whether a batch that is refused as a whole is halved until the bad one is found
   */
  public record Items(List<ItemRule> rules, boolean split) {
    public Items {
      rules = List.copyOf(rules);
    }
  }

  /** What one request may carry. */
  public sealed interface Batch {

    /** What {@code bytes} is where the vendor sets no limit of its own. */
    int MOST_BYTES = 64 << 20;

    /** One delivery. */
    record Single() implements Batch {}

    /** Up to so many deliveries that have equal keys. */
    record Many(int size, int bytes, Duration within, Together together) implements Batch {}
  }

  /**
   * Which deliveries may share a request.
   *
   * @param keys only those for which all of these are equal
   * @param distinct no two for which one of these is equal
   */
  public record Together(List<Mapping> keys, List<Mapping> distinct) {
    public Together {
      keys = List.copyOf(keys);
      distinct = List.copyOf(distinct);
    }
  }

  /**
   * What a delivery must have.
   *
   * @param anyOf of each group of fields at least one
   */
  public record Needs(List<List<String>> anyOf) {
    public Needs {
      anyOf = List.copyOf(anyOf);
    }
  }
}
