package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.rule.Condition.Quantifier;
import dev.tributary.audience.domain.rule.Rule.Audience.Anonymous;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the spec of an {@code Audience}: the tree of conditions under {@code who}, and who counts.
 */
public final class AudienceReader {

  private static final List<String> FORMS =
      List.of(
          "event",
          "sequence",
          "trait",
          "account",
          "entity",
          "audience",
          "split",
          "all",
          "any",
          "not");

  /** The entity that conditions on an account ask for. */
  public static final String ACCOUNTS = "accounts";

  private static final BigDecimal PERCENT = BigDecimal.valueOf(Condition.InSplit.WHOLE / 100);
  private static final int MAX_SALT_LENGTH = 100;

  /** Beside an entity they are parts of its condition. */
  private static final Set<String> OF_ENTITY = Set.of("trait", "any", "all", "users");

  private static final Condition NOTHING = new Condition.Any(List.of());

  private int conditions;
  private boolean withinUsers;

  private AudienceReader() {}

  public static Checked<Rule.Audience> read(String name, long version, Json.Obj spec) {
    var reader = SpecReader.of(spec);
    var who = new AudienceReader().condition(reader.object("who"), 0);
    var anonymous = anonymous(reader);
    var softLinks =
        reader
            .optionalObject("softLinks")
            .flatMap(AudienceReader::atLeast)
            .orElseGet(SoftLinkRule.None::new);
    return Checked.of(reader, () -> new Rule.Audience(name, version, who, softLinks, anonymous));
  }

  private static Anonymous anonymous(SpecReader reader) {
    return switch (reader.optionalString("anonymous").orElse("include")) {
      case "include" -> Anonymous.INCLUDED;
      case "exclude" -> Anonymous.EXCLUDED;
      default -> {
        reader.reject("anonymous", "is neither include nor exclude");
        yield Anonymous.INCLUDED;
      }
    };
  }

  private static Optional<SoftLinkRule> atLeast(SpecReader softLinks) {
    var minimum = softLinks.required("minimum", softLinks.optionalNumber("minimum"));
    try {
      return minimum.map(number -> new SoftLinkRule.AtLeast(number.doubleValue()));
    } catch (InvalidValue e) {
      softLinks.reject(e.field(), "is " + e.reason());
      return Optional.empty();
    }
  }

  private Condition condition(SpecReader reader, int depth) {
    conditions++;
    if (conditions == Condition.MAX_CONDITIONS + 1) {
      reader.rejectWhole("is one of more than " + Condition.MAX_CONDITIONS + " conditions");
    }
    if (depth > Condition.MAX_DEPTH || conditions > Condition.MAX_CONDITIONS) {
      return tooMuch(reader, depth);
    }
    var forms = forms(reader);
    if (forms.size() != 1) {
      reader.rejectWhole("has not exactly one of " + String.join(", ", FORMS));
    }
    return switch (forms.isEmpty() ? "" : forms.getFirst()) {
      case "event" -> PerformedReader.read(reader);
      case "sequence" -> SequenceReader.read(reader);
      case "trait" -> ofTrait(reader);
      case "account" -> ofEntity(reader.object("account"), ACCOUNTS, depth);
      case "entity" -> ofEntity(reader, reader.string("entity"), depth);
      case "audience" -> new Condition.InAudience(reader.string("audience"));
      case "split" -> split(reader.object("split"));
      case "all" -> new Condition.All(conditions(reader, "all", depth));
      case "any" -> new Condition.Any(conditions(reader, "any", depth));
      case "not" -> new Condition.Not(condition(reader.object("not"), depth + 1));
      default -> NOTHING;
    };
  }

  /** A condition on an entity names its trait beside it; one on events may name a type alone. */
  private static List<String> forms(SpecReader reader) {
    var forms =
        FORMS.stream()
            .filter(reader::has)
            .filter(form -> !(reader.has("entity") && OF_ENTITY.contains(form)))
            .toList();
    return forms.isEmpty() && reader.has("type") ? List.of("event") : forms;
  }

  private static Condition ofTrait(SpecReader reader) {
    var trait = reader.string("trait");
    return ComparisonReader.isIn(reader)
        ? new Condition.TraitCompared(trait, ComparisonReader.read(reader))
        : new Condition.HasTrait(trait, ValueTestReader.read(reader));
  }

  private static Condition split(SpecReader split) {
    var salt = split.string("salt");
    if (salt.length() > MAX_SALT_LENGTH) {
      split.reject("salt", "is longer than " + MAX_SALT_LENGTH + " characters");
    }
    var share =
        split
            .required("percent", split.optionalNumber("percent"))
            .map(percent -> percent.multiply(PERCENT).stripTrailingZeros())
            .filter(parts ->
                parts.scale() <= 0
                    && parts.signum() > 0
                    && parts.compareTo(BigDecimal.valueOf(Condition.InSplit.WHOLE)) < 0);
    if (share.isEmpty() && split.has("percent")) {
      split.reject("percent", "is not above 0 and below 100, with two decimal places at most");
    }
    return new Condition.InSplit(share.map(BigDecimal::intValueExact).orElse(1), salt);
  }

  /** The short form is the one for any of them. */
  private Condition ofEntity(SpecReader reader, String entity, int depth) {
    var quantifier = quantifier(reader);
    var test = quantifier.map(word -> reader.object(word(word))).orElse(reader);
    return new Condition.HasEntity(
        entity, quantifier.orElse(Quantifier.ANY), ofEntity(test, depth));
  }

  private Condition.OfEntity ofEntity(SpecReader test, int depth) {
    if (!test.has("users")) {
      return new Condition.OfEntity.Trait(test.string("trait"), ValueTestReader.read(test));
    }
    var users = test.object("users");
    var howMany = quantifier(users);
    if (howMany.isEmpty()) {
      users.rejectWhole("has none of any, all, none");
      return new Condition.OfEntity.Users(Quantifier.ANY, NOTHING);
    }
    var who = users.object(word(howMany.get()));
    if (withinUsers) {
      who.rejectWhole("asks for users of users");
    }
    boolean before = withinUsers;
    withinUsers = true;
    var condition = condition(who, depth + 1);
    withinUsers = before;
    return new Condition.OfEntity.Users(howMany.get(), condition);
  }

  private static Optional<Quantifier> quantifier(SpecReader reader) {
    return Stream.of(Quantifier.values()).filter(one -> reader.has(word(one))).findFirst();
  }

  private static String word(Quantifier quantifier) {
    return quantifier.name().toLowerCase(Locale.ROOT);
  }

  /** Says so once, and asks for every field, so that none of them counts as unknown as well. */
  private static Condition tooMuch(SpecReader reader, int depth) {
    if (depth > Condition.MAX_DEPTH) {
      reader.rejectWhole("is nested deeper than " + Condition.MAX_DEPTH + " levels");
    }
    reader.fieldNames().forEach(reader::optionalJson);
    return NOTHING;
  }

  private List<Condition> conditions(SpecReader reader, String field, int depth) {
    var items = reader.objects(field);
    if (items.isEmpty()
        && reader.optionalJson(field).filter(Json.Arr.class::isInstance).isPresent()) {
      reader.reject(field, "holds no condition");
    }
    return items.stream().map(item -> condition(item, depth + 1)).toList();
  }
}
