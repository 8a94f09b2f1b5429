package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Conditions as definitions spell them, in their longest form. */
public final class Spelling {

  private Spelling() {}

  /** What {@link AudienceReader} reads as the same condition. */
  public static Json.Obj of(Condition condition) {
    return switch (condition) {
      case Condition.Performed(var feature, var least, var most) -> {
        var fields = selector(feature.selector());
        fields.put("count", count(least, most));
        window(feature.window(), fields);
        yield new Json.Obj(fields);
      }
      case Condition.Sequence(var steps) -> sequence(steps);
      case Condition.HasTrait(var name, var test) -> trait(name, test);
      case Condition.TraitCompared(var name, var comparison) ->
          trait(name, comparison.operator().word(), other(comparison));
      case Condition.PropertyCompared(var feature, var comparison, var least, var most) -> {
        var fields = selector(feature.selector());
        feature
            .measure()
            .taken()
            .ifPresent(property -> fields.put("property", Json.of(property.toString())));
        fields.put(comparison.operator().word(), other(comparison));
        fields.put("count", count(least, most));
        window(feature.window(), fields);
        yield new Json.Obj(fields);
      }
      case Condition.HasEntity(var entity, var quantifier, var test) ->
          object(
              "entity",
              Json.of(entity),
              word(quantifier),
              switch (test) {
                case Condition.OfEntity.Trait(var name, var passes) -> trait(name, passes);
                case Condition.OfEntity.Users(var howMany, var who) ->
                    Json.object("users", Json.object(word(howMany), of(who)));
              });
      case Condition.InAudience(var name) -> Json.object("audience", Json.of(name));
      case Condition.InSplit(var share, var salt) ->
          Json.object("split", object("percent", Json.of(percent(share)), "salt", Json.of(salt)));
      case Condition.All(var conditions) -> Json.object("all", all(conditions));
      case Condition.Any(var conditions) -> Json.object("any", all(conditions));
      case Condition.Not(var inner) -> Json.object("not", of(inner));
    };
  }

  private static String word(Condition.Quantifier quantifier) {
    return quantifier.name().toLowerCase(Locale.ROOT);
  }

  private static Json other(Comparison comparison) {
    return Json.object("trait", Json.of(comparison.trait()));
  }

  private static BigDecimal percent(int share) {
    var percent = BigDecimal.valueOf(share, 2).stripTrailingZeros();
    return percent.setScale(Math.max(0, percent.scale()));
  }

  private static Json all(List<Condition> conditions) {
    return new Json.Arr(conditions.stream().<Json>map(Spelling::of).toList());
  }

  private static Map<String, Json> selector(Selector selector) {
    var fields = new LinkedHashMap<String, Json>();
    if (!selector.event().equals(Selector.ANY)) {
      fields.put("event", Json.of(selector.event()));
    }
    fields.put("type", Json.of(selector.kind().word()));
    if (selector.where() instanceof Where.Matching) {
      fields.put("where", Json.of(selector.where().text()));
    }
    return fields;
  }

  private static Json.Obj count(long least, long most) {
    if (least == most) {
      return Json.object("exactly", Json.of(least));
    }
    var bounds = new LinkedHashMap<String, Json>();
    if (least > 0) {
      bounds.put("atLeast", Json.of(least));
    }
    if (most < Long.MAX_VALUE) {
      bounds.put("atMost", Json.of(most));
    }
    return new Json.Obj(bounds);
  }

  private static void window(Window window, Map<String, Json> fields) {
    switch (window) {
      case Window.AllTime _ -> {}
      case Window.Last(var millis) -> fields.put("within", duration(millis));
      case Window.Session(var gap) -> fields.put("expiresAfter", duration(gap));
      case Window.Aged(var youngest, var oldest) ->
          fields.put("between", object("atLeast", duration(youngest), "atMost", duration(oldest)));
    }
  }

  private static Json.Obj sequence(List<Condition.Step> steps) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("sequence", new Json.Arr(steps.stream().<Json>map(Spelling::step).toList()));
    window(steps.getFirst().times().window(), fields);
    return new Json.Obj(fields);
  }

  private static Json.Obj step(Condition.Step step) {
    var selector = selector(step.times().selector());
    Map<String, Json> fields =
        step.not() ? new LinkedHashMap<>(Map.of("not", new Json.Obj(selector))) : selector;
    if (step.withinMillis() != Long.MAX_VALUE) {
      fields.put("within", duration(step.withinMillis()));
    }
    return new Json.Obj(fields);
  }

  private static Json.Obj trait(String name, ValueTest test) {
    return switch (test) {
      case ValueTest.Equal(var operand) -> trait(name, "equals", operand);
      case ValueTest.NotEqual(var operand) -> trait(name, "notEquals", operand);
      case ValueTest.Compared(var relation, var operand) ->
          trait(
              name,
              switch (relation) {
                case GREATER -> "gt";
                case AT_LEAST -> "gte";
                case LESS -> "lt";
                case AT_MOST -> "lte";
              },
              Json.of(operand));
      case ValueTest.Contains(var operand) -> trait(name, "contains", operand);
      case ValueTest.NotContains(var operand) -> trait(name, "notContains", operand);
      case ValueTest.StartsWith(var operand) -> trait(name, "startsWith", Json.of(operand));
      case ValueTest.EndsWith(var operand) -> trait(name, "endsWith", Json.of(operand));
      case ValueTest.Exists(var there) -> trait(name, "exists", Json.of(there));
      case ValueTest.OneOf(var operands) -> trait(name, "oneOf", new Json.Arr(operands));
      case ValueTest.NoneOf(var operands) -> trait(name, "noneOf", new Json.Arr(operands));
      case ValueTest.Before(var millis) -> trait(name, "before", date(millis));
      case ValueTest.After(var millis) -> trait(name, "after", date(millis));
      case ValueTest.Relative(var moment, var millis) ->
          trait(
              name,
              switch (moment) {
                case WITHIN_LAST -> "withinLast";
                case WITHIN_NEXT -> "withinNext";
                case BEFORE_LAST -> "beforeLast";
                case AFTER_NEXT -> "afterNext";
              },
              duration(millis));
    };
  }

  private static Json.Obj trait(String name, String operator, Json operand) {
    return object("trait", Json.of(name), operator, operand);
  }

  private static Json date(long millis) {
    return Json.of(Instant.ofEpochMilli(millis).toString());
  }

  /** In the largest unit that it is a whole number of. */
  private static Json duration(long millis) {
    var duration = Duration.ofMillis(millis);
    long seconds = duration.toSeconds();
    if (seconds % Duration.ofDays(1).toSeconds() == 0) {
      return Json.of(duration.toDays() + "d");
    }
    if (seconds % Duration.ofHours(1).toSeconds() == 0) {
      return Json.of(duration.toHours() + "h");
    }
    return seconds % 60 == 0 ? Json.of(seconds / 60 + "m") : Json.of(seconds + "s");
  }

  private static Json.Obj object(String first, Json one, String second, Json other) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put(first, one);
    fields.put(second, other);
    return new Json.Obj(fields);
  }
}
