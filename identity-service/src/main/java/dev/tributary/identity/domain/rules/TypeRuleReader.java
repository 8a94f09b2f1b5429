package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import dev.tributary.identity.domain.identifier.PhoneNumbers;
import dev.tributary.identity.domain.identifier.Source;
import dev.tributary.identity.domain.identifier.SourcePath;
import dev.tributary.platform.domain.definition.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one item of {@code identifiers}. A field that is not given is as it is without rules. */
final class TypeRuleReader {

  private static final int MAX_PATHS = 20;
  private static final int MAX_STEPS = 10;

  private final PhoneNumbers phoneNumbers;
  private final BlockedValuesReader blockedValues;

  TypeRuleReader(PhoneNumbers phoneNumbers, BlockedValuesReader blockedValues) {
    this.phoneNumbers = phoneNumbers;
    this.blockedValues = blockedValues;
  }

  /** The rule; empty where not even the type can be read. */
  Optional<TypeRule> read(SpecReader item, BlockedValues overall) {
    var type = item.required("type", item.optional("type", IdentifierType::new));
    var blocked = blockedValues.read(item, overall);
    var written = LimitsReader.read(item);
    var sources = sources(item);
    var normalisation = normalisation(item);
    if (type.isEmpty()) {
      item.bool("joins", true);
      item.bool("unique", false);
      return Optional.empty();
    }
    boolean joins = item.bool("joins", BuiltInTypes.joins(type.get()));
    return Optional.of(
        new TypeRule(
            type.get(),
            joins,
            joins ? limits(item, type.get(), written) : notLimited(item),
            sources.orElseGet(() -> BuiltInTypes.sources(type.get())),
            normalisation.orElseGet(() -> BuiltInTypes.normalisation(type.get())),
            blocked));
  }

  private static List<Limit> limits(SpecReader item, IdentifierType type, List<Limit> written) {
    boolean usuallyUnique = BuiltInTypes.limits(type).contains(Limit.UNIQUE);
    boolean unique = item.bool("unique", usuallyUnique && !item.has("limits"));
    if (unique && item.has("limits")) {
      item.reject("limits", "cannot stand beside unique, which is a limit of one value ever");
    }
    return unique ? List.of(Limit.UNIQUE) : written;
  }

  private static List<Limit> notLimited(SpecReader item) {
    if (item.bool("unique", false)) {
      item.reject("unique", "has no effect on a type that joins nobody");
    }
    if (item.has("limits")) {
      item.reject("limits", "has no effect on a type that joins nobody");
    }
    return List.of();
  }

  private static Optional<List<Source>> sources(SpecReader item) {
    if (!item.has("from")) {
      return Optional.empty();
    }
    var sources = new ArrayList<Source>();
    Texts.of(item, "from", MAX_PATHS, SourcePath::parse).forEach(sources::addAll);
    return Optional.of(sources);
  }

  private Optional<Normalisation> normalisation(SpecReader item) {
    var country = item.optionalString("country").orElse("");
    if (!country.isEmpty() && !phoneNumbers.isCountry(country)) {
      item.reject("country", "is not a country of ISO 3166 in two upper case letters");
    }
    if (!item.has("normalise")) {
      if (!country.isEmpty()) {
        item.reject("country", "has a meaning only where normalise is phone");
      }
      return Optional.empty();
    }
    var steps = Texts.ofOneOrMany(item, "normalise", MAX_STEPS, name -> step(name, country));
    if (!country.isEmpty() && steps.stream().noneMatch(Normalisation.Phone.class::isInstance)) {
      item.reject("country", "has a meaning only where normalise is phone");
    }
    return Optional.of(steps.size() == 1 ? steps.getFirst() : new Normalisation.Steps(steps));
  }

  private Normalisation step(String name, String country) {
    return switch (name) {
      case "none" -> Normalisation.NONE;
      case "phone" -> new Normalisation.Phone(phoneNumbers, country);
      default -> Normalisation.Plain.named(name);
    };
  }
}
