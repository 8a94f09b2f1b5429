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
 */
public record TraitValue(long anchor, long since, Json value, long precedence) {

  /** The one that holds is the greatest; of equal precedence the same one whatever came first. */
  static final Comparator<TraitValue> STRENGTH =
      Comparator.comparingLong(TraitValue::precedence).thenComparing(TraitValue::order);

  TraitValue heard(long version) {
    return version <= since ? this : new TraitValue(anchor, version, value, precedence);
  }

  private String order() {
    return value.typeName() + value;
  }
}
