package dev.tributary.router.domain.debounce;

import java.util.Map;

/**
 * How one version of a destination's definition wants traits to be told.
 *
 * @param version of the definition
 * @param traits by name; traits that are not wanted are left out
 */
public record Rules(long version, Map<String, Telling> traits) {

  private static final Telling AT_ONCE = new Telling.AtOnce();

  public Rules {
    traits = Map.copyOf(traits);
  }

  /** When a trait is told; one that is not wanted any more need not wait to be dropped. */
  Telling telling(String trait) {
    return traits.getOrDefault(trait, AT_ONCE);
  }
}
