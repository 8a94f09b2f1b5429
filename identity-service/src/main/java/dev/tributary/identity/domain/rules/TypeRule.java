package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import dev.tributary.identity.domain.identifier.Source;
import dev.tributary.platform.domain.InvalidValue;
import java.util.List;

/**
 * What holds for one type of identifier.
 *
 * @param joins whether equal values mean the same customer; a group's id is shared by its members
 *     and joins none of them
 * @param limits none: any number
 * @param sources where a value may stand, beside {@code context.externalIds}; the first that an
 *     event has counts
 */
public record TypeRule(
    IdentifierType type,
    boolean joins,
    List<Limit> limits,
    List<Source> sources,
    Normalisation normalisation,
    BlockedValues blocked) {

  public TypeRule {
    limits = List.copyOf(limits);
    sources = List.copyOf(sources);
  }

  /** One that is read as it is where nobody has set anything. */
  public TypeRule(IdentifierType type, boolean joins, List<Limit> limits) {
    this(
        type,
        joins,
        limits,
        BuiltInTypes.sources(type),
        BuiltInTypes.normalisation(type),
        BlockedValues.DEFAULT);
  }

  /** What a value that an event carries is. */
  public ReadValue read(String value) {
    if (value.length() > Identifier.MAX_LENGTH) {
      return new ReadValue.Unusable(); // Before anything is done that takes time with its length.
    }
    if (blocked.contain(value)) {
      return new ReadValue.Blocked();
    }
    var form = normalisation.of(value);
    if (form.isEmpty()) {
      return new ReadValue.Unusable();
    }
    if (!form.get().equals(value) && blocked.contain(form.get())) {
      return new ReadValue.Blocked();
    }
    try {
      return new ReadValue.Usable(new Identifier(type, form.get()));
    } catch (InvalidValue _) {
      return new ReadValue.Unusable();
    }
  }

  /** What a value is. */
  public sealed interface ReadValue {

    /** A name, in the form in which it is compared. */
    record Usable(Identifier identifier) implements ReadValue {}

    /** One that names nobody. */
    record Blocked() implements ReadValue {}

    /** None of its type. */
    record Unusable() implements ReadValue {}
  }
}
