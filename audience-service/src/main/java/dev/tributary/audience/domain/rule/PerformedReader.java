package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.definition.SpecReader;

/** Reads conditions on how often an event happened, and on what a property of it was. */
final class PerformedReader {

  private static final int LARGEST_COUNT = 1_000_000_000;
  private static final Count ONCE = new Count(1, Long.MAX_VALUE);

  private PerformedReader() {}

  /** From how often to how often, both included. */
  private record Count(long atLeast, long atMost) {}

  static Condition read(SpecReader reader) {
    var count = count(reader);
    if (!reader.has("property")) {
      var feature = FeatureReader.read(reader, new Measure.Count());
      return new Condition.Performed(feature, count.atLeast(), count.atMost());
    }
    var property = FeatureReader.property(reader);
    var comparison = ComparisonReader.read(reader);
    var feature = FeatureReader.read(reader, measure(property, comparison.operator(), count));
    return new Condition.PropertyCompared(feature, comparison, count.atLeast(), count.atMost());
  }

  /**
   * That any number is greater, the greatest of all says, and that any is less the least; whatever
   * else may be asked, the values and how often each was there.
   */
  private static Measure measure(PropertyPath property, Operator operator, Count count) {
    if (!count.equals(ONCE)) {
      return new Measure.Values(property);
    }
    return switch (operator) {
      case GREATER, AT_LEAST -> new Measure.Greatest(property);
      case LESS, AT_MOST -> new Measure.Least(property);
      case EQUALS,
          NOT_EQUALS,
          CONTAINS,
          NOT_CONTAINS,
          STARTS_WITH,
          ENDS_WITH,
          ONE_OF,
          NONE_OF,
          BEFORE,
          AFTER ->
          new Measure.Values(property);
    };
  }

  private static Count count(SpecReader reader) {
    var count = reader.optionalObject("count");
    if (count.isEmpty()) {
      return ONCE;
    }
    var bounds = count.get();
    var exactly = bounds.optionalInteger("exactly", 0, LARGEST_COUNT);
    var atLeast = bounds.optionalInteger("atLeast", 1, LARGEST_COUNT);
    var atMost = bounds.optionalInteger("atMost", 0, LARGEST_COUNT);
    boolean range = bounds.has("atLeast") || bounds.has("atMost");
    if (bounds.has("exactly") == range) {
      bounds.rejectWhole("has not either exactly, or atLeast and atMost or one of them");
    }
    if (exactly.isPresent()) {
      return new Count(exactly.get(), exactly.get());
    }
    long least = atLeast.orElse(0);
    long most = atMost.map(Integer::longValue).orElse(Long.MAX_VALUE);
    if (least > most) {
      bounds.reject("atMost", "is less than atLeast");
    }
    return new Count(least, most);
  }
}
