package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.TypeRule.ReadValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules by which events are read and resolved. Types come in order of their priority, highest
 * first; a type that is not named comes after all that are, by name. Immutable.
 */
public final class Rules {

  /** Traits that a profile may have. */
  public static final int MAX_TRAITS = 6_000;

  /** What holds where nobody has set anything. */
  public static final Rules DEFAULT = new Rules(BuiltInTypes.inOrder());

  private static final TraitRule LATEST = new TraitRule.Latest();

  private final List<TypeRule> types;
  private final Map<IdentifierType, Integer> ranks = new HashMap<>();
  private final Unnamed unnamed;
  private final Map<String, TraitRule> traits;
  private final Comparator<Identifier> priority;
  private final Signs signs;

  public Rules(List<TypeRule> types) {
    this(types, Unnamed.DEFAULT, Map.of());
  }

  /** The whole of the rules; a trait that is not named has its latest value. */
  public Rules(List<TypeRule> types, Unnamed unnamed, Map<String, TraitRule> traits) {
    this.types = List.copyOf(types);
    for (int i = 0; i < types.size(); i++) {
      ranks.put(types.get(i).type(), i);
    }
    this.unnamed = unnamed;
    this.traits = Map.copyOf(traits);
    this.priority =
        Comparator.<Identifier>comparingInt(
                identifier -> ranks.getOrDefault(identifier.type(), this.types.size()))
            .thenComparing(identifier -> identifier.type().name())
            .thenComparing(Identifier::value);
    this.signs = Signs.of(this.types);
  }

  /** All types that are named, highest priority first. */
  public List<TypeRule> types() {
    return types;
  }

  /** What holds for a type. */
  public TypeRule of(IdentifierType type) {
    var rank = ranks.get(type);
    return rank == null ? unnamed.of(type) : types.get(rank);
  }

  /** Identifiers by priority of their type, highest first, then by type and value. */
  public Comparator<Identifier> byPriority() {
    return priority;
  }

  /** Whether equal values of a type mean the same customer. */
  public boolean joins(IdentifierType type) {
    var rank = ranks.get(type);
    return rank == null ? unnamed.joins() : types.get(rank).joins();
  }

  /** How many values of a type a profile may have; empty: any number. */
  public List<Limit> limits(IdentifierType type) {
    var rank = ranks.get(type);
    return rank == null ? unnamed.limits() : types.get(rank).limits();
  }

  /**
   * The identifier that an event with this value would have, so that who asks for {@code
   * Jane@X.org} finds {@code jane@x.org}; the same where no event could have it.
   */
  public Identifier asRead(Identifier identifier) {
    return switch (of(identifier.type()).read(identifier.value())) {
      case ReadValue.Usable(var read) -> read;
      case ReadValue.Blocked _, ReadValue.Unusable _ -> identifier;
    };
  }

  /**
   * Which of two values of one trait holds: the one with the higher precedence, and of equal ones
   * the one born later. Numbers that different rules gave cannot be compared.
   *
   * @param source name of the source that sent the value
   */
  public long precedence(String trait, Stamp stamp, String source) {
    return traits.getOrDefault(trait, LATEST).precedence(stamp.time(), source);
  }

  /** What an event's text must hold to be worth reading for identifiers. */
  public Signs signs() {
    return signs;
  }
}
