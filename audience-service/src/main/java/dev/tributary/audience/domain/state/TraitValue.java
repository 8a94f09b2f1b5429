package dev.tributary.audience.domain.state;

import dev.tributary.platform.domain.json.Json;
import java.util.Comparator;

/**
 * A custom trait's value as one anchor's events set it.
 *
 * @param anchor key of the anchor; {@link Identifier#NOBODY} where it was told without one
 * @param since the customer's version at which the anchor was last known to be this profile's
 * @param value null for a trait that was removed
 * @param precedence of two values the one with the higher holds
 * @param tie of two of equal precedence the one with the higher holds
 */
public record TraitValue(long anchor, long since, Json value, long precedence, long tie) {

  /** The one that holds is the greatest; of equal ones the same one whatever came first. */
  static final Comparator<TraitValue> STRENGTH =
      Comparator.comparingLong(TraitValue::precedence)
          .thenComparingLong(TraitValue::tie)
          .thenComparing(TraitValue::order);

  TraitValue heard(long version) {
    return version <= since ? this : new TraitValue(anchor, version, value, precedence, tie);
  }

  private String order() {
    return value.typeName() + value;
  }
}
