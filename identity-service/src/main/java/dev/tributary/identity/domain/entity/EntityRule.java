package dev.tributary.identity.domain.entity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How the members of an entity come together. */
public sealed interface EntityRule {

  /** Name of the definition. */
  String name();

  /** By group calls, whose traits are the entity's. */
  record Grouped(String name) implements EntityRule {}

  /**
   * By traits that members have in common. Whoever has equal values under one of the keys is in the
   * same household; under two keys a customer may be in two.
   *
   * @param atLeast members; what fewer have is not shown, and nobody is told of it
   * @param atMost members; nor is what more have in common: the address of a company, a placeholder
   */
  record Derived(String name, List<KeyRule> keys, int atLeast, int atMost) implements EntityRule {

    public static final int MAX_KEYS = 10;
    public static final int MAX_PATHS = 10;
    public static final int MOST_MEMBERS = 100;
    public static final int USUAL_MEMBERS = 12;

    public Derived {
      keys = List.copyOf(keys);
    }

    /** Whether what so many have in common is shown and told. */
    public boolean shows(int members) {
      return members >= atLeast && members <= atMost;
    }

    /** The traits that decide. */
    public Set<String> traits() {
      return keys.stream()
          .flatMap(key -> key.paths().stream())
          .map(TraitPath::trait)
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
