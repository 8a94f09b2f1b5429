package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.IdentifierType;
import java.util.List;

/**
 * What holds for one type of identifier.
 *
 * @param joins whether equal values mean the same customer; a group's id is shared by its members
 *     and joins none of them
 * @param limits none: any number
 */
public record TypeRule(IdentifierType type, boolean joins, List<Limit> limits) {

  public TypeRule {
    limits = List.copyOf(limits);
  }
}
