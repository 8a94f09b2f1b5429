package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.platform.domain.json.Json;
import java.util.List;

/**
 * Whether a condition holds of a profile at a moment, and why.
 *
 * @param value what there is of what it asks for: a count, a trait's value, those of all entities;
 *     null where there is nothing to show
 * @param parts the same of the conditions that it joins
 */
public record Why(Condition condition, boolean holds, Json value, List<Why> parts) {

  public Why {
    parts = List.copyOf(parts);
  }

  /**
   * The whole answer about an audience.
   *
   * @param member whether the profile is in it
   * @param sinceMillis since when; 0 where it is not
   * @param linked whether a profile that is probably the same customer passes in its stead
   * @param leftOut whether it is left out, as only anonymous ids are known of it
   */
  public record OfAudience(
      String audience,
      boolean member,
      long sinceMillis,
      boolean linked,
      boolean leftOut,
      Why who) {}
}
