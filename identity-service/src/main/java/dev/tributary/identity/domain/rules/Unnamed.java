package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import java.util.List;

/**
 * What holds for types that no rule names: those that turn up in {@code context.externalIds}.
 *
 * @param limits none: any number
 */
public record Unnamed(boolean joins, List<Limit> limits, BlockedValues blocked) {

  /** What holds where nobody has set anything. */
  public static final Unnamed DEFAULT = new Unnamed(true, List.of(), BlockedValues.DEFAULT);

  public Unnamed {
    limits = List.copyOf(limits);
  }

  TypeRule of(IdentifierType type) {
    return new TypeRule(type, joins, limits, List.of(), Normalisation.NONE, blocked);
  }
}
