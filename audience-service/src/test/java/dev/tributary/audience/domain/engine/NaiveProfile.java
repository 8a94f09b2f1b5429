package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Window;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reference: keeps every event for ever and evaluates each definition's tree over all of them
 * at each instant. No features shared, no buckets, no timers, no index.
 */
final class NaiveProfile {

  final List<Happened> events = new ArrayList<>();
  final List<Engine.TraitSet> traits = new ArrayList<>();
  final Map<Long, Told> told = new HashMap<>();
  boolean known;

  /** An event, and the features that were defined when it came and have been since. */
  record Happened(Occurrence event, Set<Long> features) {}

  /** What was last told of a rule: its version, and a boolean or a computed value. */
  record Told(long version, Json value) {}

  /** A change as the log should show it. */
  record Entry(String rule, long version, Json value, Class<? extends Cause> cause, long at) {}

  static Entry entry(Change change) {
    var value =
        switch (change.kind()) {
          case Change.Kind.Membership(var member) -> Json.of(member);
          case Change.Kind.Trait(var now, _) -> now;
        };
    return new Entry(
        change.rule().name(),
        change.version(),
        value,
        change.cause().getClass(),
        change.atMillis());
  }

  void happen(Occurrence event, List<Rule> rules) {
    var features = new HashSet<Long>();
    features(rules).forEach(feature -> features.add(feature.id()));
    events.add(new Happened(event, features));
  }

  /** Tells what is different from what was told before, rule by rule. */
  List<Entry> tell(List<Rule> rules, Class<? extends Cause> cause, long now) {
    var log = new ArrayList<Entry>();
    for (var rule : rules) {
      var is = value(rule, rules, now);
      if (!is.equals(toldOf(rule).value())) {
        log.add(tell(rule, is, cause, now));
      }
    }
    return log;
  }

  /** Takes in another; what was told under either name counts as told. */
  List<Entry> absorb(NaiveProfile other, List<Rule> rules, long now) {
    events.addAll(other.events);
    traits.addAll(other.traits);
    known = true;
    var log = new ArrayList<Entry>();
    for (var rule : rules) {
      var is = value(rule, rules, now);
      var theirs = other.toldOf(rule).value();
      boolean theyKnewOtherwise = !theirs.equals(nothing(rule)) && !theirs.equals(is);
      if (!is.equals(toldOf(rule).value()) || theyKnewOtherwise) {
        log.add(tell(rule, is, Cause.ByMerge.class, now));
      }
    }
    return log;
  }

  /** Forgets what no rule needs any more; keeps the versions. */
  void redefine(List<Rule> rules) {
    var features = new HashSet<Long>();
    features(rules).forEach(feature -> features.add(feature.id()));
    events.forEach(event -> event.features().retainAll(features));
    var ids = new HashSet<Long>();
    rules.forEach(rule -> ids.add(rule.id()));
    told.replaceAll((id, was) ->
        ids.contains(id)
            ? was
            : new Told(
                was.version(),
                was.value() instanceof Json.Bool ? Json.Bool.FALSE : Json.Null.VALUE));
  }

  Json value(Rule rule, List<Rule> rules, long now) {
    return switch (rule) {
      case Rule.Audience audience -> Json.of(holds(audience.who(), rules, now));
      case Rule.ComputedTrait trait -> computed(trait.feature(), now);
    };
  }

  private Entry tell(Rule rule, Json value, Class<? extends Cause> cause, long now) {
    long version = toldOf(rule).version() + 1;
    told.put(rule.id(), new Told(version, value));
    return new Entry(rule.name(), version, value, cause, now);
  }

  private Told toldOf(Rule rule) {
    return told.getOrDefault(rule.id(), new Told(0, nothing(rule)));
  }

  private static Json nothing(Rule rule) {
    return switch (rule) {
      case Rule.Audience _ -> Json.Bool.FALSE;
      case Rule.ComputedTrait _ -> Json.Null.VALUE;
    };
  }

  private boolean holds(Condition condition, List<Rule> rules, long now) {
    return switch (condition) {
      case Condition.Performed(var feature, var least, var most) -> {
        long count = amounts(feature, now).size();
        yield least <= count && count <= most;
      }
      case Condition.HasTrait(var name, var test) -> test.passes(trait(name, rules, now));
      case Condition.HasEntity _ -> false;
      case Condition.All(var all) -> all.stream().allMatch(one -> holds(one, rules, now));
      case Condition.Any(var any) -> any.stream().anyMatch(one -> holds(one, rules, now));
      case Condition.Not(var inner) -> !holds(inner, rules, now);
    };
  }

  private Optional<Json> trait(String name, List<Rule> rules, long now) {
    for (var rule : rules) {
      if (rule instanceof Rule.ComputedTrait trait && trait.name().equals(name)) {
        return Optional.of(computed(trait.feature(), now));
      }
    }
    return traits.stream()
        .filter(trait -> trait.name().equals(name))
        .max((a, b) -> Long.compare(a.precedence(), b.precedence()))
        .map(Engine.TraitSet::value);
  }

  private Json computed(Feature feature, long now) {
    var amounts = amounts(feature, now);
    if (amounts.isEmpty()) {
      return Json.Null.VALUE;
    }
    return switch (feature.measure()) {
      case Measure.Count _ -> Json.of(amounts.size());
      case Measure.Sum _ -> Json.of(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    };
  }

  private List<BigDecimal> amounts(Feature feature, long now) {
    var amounts = new ArrayList<BigDecimal>();
    for (var happened : events) {
      var event = happened.event();
      var selector = feature.selector();
      boolean inside =
          switch (feature.window()) {
            case Window.AllTime _ -> true;
            case Window.Last(var millis) -> now - millis < event.atMillis();
          };
      if (inside
          && happened.features().contains(feature.id())
          && event.kind() == selector.kind()
          && event.event().equals(selector.event())
          && selector.where().admits(event.document())) {
        switch (feature.measure()) {
          case Measure.Count _ -> amounts.add(BigDecimal.ONE);
          case Measure.Sum(var property) -> {
            if (property.in(event.document().get()).orElse(Json.Null.VALUE)
                instanceof Json.Num(var number)) {
              amounts.add(number);
            }
          }
        }
      }
    }
    return amounts;
  }

  private static List<Feature> features(List<Rule> rules) {
    var features = new ArrayList<Feature>();
    for (var rule : rules) {
      switch (rule) {
        case Rule.Audience audience -> collect(audience.who(), features);
        case Rule.ComputedTrait trait -> features.add(trait.feature());
      }
    }
    return features;
  }

  private static void collect(Condition condition, List<Feature> features) {
    switch (condition) {
      case Condition.Performed(var feature, _, _) -> features.add(feature);
      case Condition.HasTrait _, Condition.HasEntity _ -> {}
      case Condition.All(var all) -> all.forEach(one -> collect(one, features));
      case Condition.Any(var any) -> any.forEach(one -> collect(one, features));
      case Condition.Not(var inner) -> collect(inner, features);
    }
  }
}
