package dev.tributary.identity.domain.rules;

import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.PatternCompiler;
import dev.tributary.identity.domain.identifier.PhoneNumbers;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the spec of {@code IdentityRules}: {@code identifiers}, {@code others}, {@code blocked},
 * {@code traits}, each optional. What a definition does not say is as it is where there is none.
 */
public final class RulesReader {

  public static final int MAX_TYPES = 100;
  public static final int MAX_TRAITS = 1_000;
  public static final int MAX_SOURCES = 100;

  private static final int MAX_TRAIT_NAME_LENGTH = 250;

  private final TypeRuleReader typeRules;
  private final BlockedValuesReader blockedValues;

  public RulesReader(PhoneNumbers phoneNumbers, PatternCompiler patterns) {
    this.blockedValues = new BlockedValuesReader(patterns);
    this.typeRules = new TypeRuleReader(phoneNumbers, blockedValues);
  }

  /** The rules, or everything that is wrong with the spec, each with its path. */
  public Checked<Rules> read(Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var blocked = blockedValues.read(reader, BlockedValues.DEFAULT);
    var types = types(reader, blocked);
    var unnamed = unnamed(reader, blocked);
    var traits = traits(reader);
    return Checked.of(reader, () -> new Rules(types, unnamed, traits));
  }

  private List<TypeRule> types(SpecReader reader, BlockedValues blocked) {
    var types = new ArrayList<TypeRule>();
    var named = new HashSet<IdentifierType>();
    var items = reader.objects("identifiers");
    if (items.size() > MAX_TYPES) {
      reader.reject("identifiers", "has more than " + MAX_TYPES + " items");
    }
    for (var item : items) {
      typeRules
          .read(item, blocked)
          .ifPresent(rule -> {
            if (named.add(rule.type())) {
              types.add(rule);
            } else {
              item.reject("type", "is named above already");
            }
          });
    }
    for (var builtIn : BuiltInTypes.inOrder()) {
      if (named.add(builtIn.type())) {
        types.add(
            new TypeRule(
                builtIn.type(),
                builtIn.joins(),
                builtIn.limits(),
                builtIn.sources(),
                builtIn.normalisation(),
                blocked));
      }
    }
    return types;
  }

  private static Unnamed unnamed(SpecReader reader, BlockedValues blocked) {
    var others = reader.optionalObject("others");
    if (others.isEmpty()) {
      return new Unnamed(true, List.of(), blocked);
    }
    boolean joins = others.get().bool("joins", true);
    var limits = LimitsReader.read(others.get());
    if (!joins && !limits.isEmpty()) {
      others.get().reject("limits", "has no effect on types that join nobody");
    }
    return new Unnamed(joins, limits, blocked);
  }

  private static Map<String, TraitRule> traits(SpecReader reader) {
    var traits = new LinkedHashMap<String, TraitRule>();
    var byName = reader.objectsByName("traits");
    if (byName.size() > MAX_TRAITS) {
      reader.reject("traits", "has more than " + MAX_TRAITS + " fields");
    }
    byName.forEach((name, trait) -> {
      if (name.isBlank() || name.length() > MAX_TRAIT_NAME_LENGTH) {
        trait.rejectWhole("is not a trait: no name, or more than 250 characters");
      }
      traits.put(name, trait(trait));
    });
    return traits;
  }

  private static TraitRule trait(SpecReader trait) {
    var keep = trait.string("keep");
    var sources = trait.strings("sources");
    if (keep.equals("source")) {
      if (sources.isEmpty()) {
        trait.reject("sources", "is missing: names of sources, best first");
      }
      if (sources.size() > MAX_SOURCES) {
        trait.reject("sources", "has more than " + MAX_SOURCES + " items");
      }
      if (new HashSet<>(sources).size() < sources.size()) {
        trait.reject("sources", "names a source twice");
      }
      return new TraitRule.BestSource(sources);
    }
    if (trait.has("sources")) {
      trait.reject("sources", "has a meaning only where keep is source");
    }
    return switch (keep) {
      case "first" -> new TraitRule.First();
      case "latest", "" -> new TraitRule.Latest();
      default -> {
        trait.reject("keep", "is none of latest, first and source");
        yield new TraitRule.Latest();
      }
    };
  }
}
