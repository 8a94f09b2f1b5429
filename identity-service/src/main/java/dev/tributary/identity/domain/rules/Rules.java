package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules by which events are resolved. Types come in order of their priority, highest first; a
 * type that is not named comes after all that are, by name.
 */
public final class Rules {

  /** Traits that a profile may have. */
  public static final int MAX_TRAITS = 6_000;

  /** What holds where nobody has set anything. */
  public static final Rules DEFAULT =
      new Rules(
          List.of(
              new TypeRule(IdentifierType.USER_ID, true, List.of(Limit.UNIQUE)),
              new TypeRule(IdentifierType.EMAIL, true, List.of()),
              new TypeRule(IdentifierType.GROUP_ID, false, List.of())));

  private final List<TypeRule> types;
  private final Map<IdentifierType, Integer> ranks = new HashMap<>();

  public Rules(List<TypeRule> types) {
    this.types = List.copyOf(types);
    for (int i = 0; i < types.size(); i++) {
      ranks.put(types.get(i).type(), i);
    }
  }

  /** Identifiers by priority of their type, highest first, then by type and value. */
  public Comparator<Identifier> byPriority() {
    return Comparator.<Identifier>comparingInt(
            identifier -> ranks.getOrDefault(identifier.type(), types.size()))
        .thenComparing(identifier -> identifier.type().name())
        .thenComparing(Identifier::value);
  }

  /** Whether equal values of a type mean the same customer. */
  public boolean joins(IdentifierType type) {
    var rank = ranks.get(type);
    return rank == null || types.get(rank).joins();
  }

  /** How many values of a type a profile may have; empty: any number. */
  public List<Limit> limits(IdentifierType type) {
    var rank = ranks.get(type);
    return rank == null ? List.of() : types.get(rank).limits();
  }

  /**
   * Which of two values of one trait holds: the one with the higher precedence, and of equal ones
   * the one born later.
   */
  public long precedence(String trait, Stamp stamp, String source) {
    return stamp.time().toEpochMilli();
  }
}
