package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Comparison;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Condition.Step;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.Operator;
import dev.tributary.audience.domain.rule.PropertyPath;
import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.Where;
import dev.tributary.audience.domain.rule.Window;
import dev.tributary.audience.domain.state.Scalar;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  private static final Comparator<Element> BY_TIME =
      Comparator.comparingLong(Element::at).thenComparing(Element::value, Scalar.ORDER);

  final String id;
  final List<Happened> events = new ArrayList<>();
  final List<Engine.TraitSet> traits = new ArrayList<>();
  final Map<Long, Told> told = new HashMap<>();
  final NaiveIdentifiers identifiers = new NaiveIdentifiers();

  NaiveProfile(String id) {
    this.id = id;
  }

  /** One value that an event brings to a feature. */
  private record Element(long at, Json value) {}

  /** An event, and the features that were defined when it came and have been since. */
  record Happened(Occurrence event, Set<Long> features) {}

  /**
   * What was last told of a rule.
   *
   * @param value a boolean or a computed value
   * @param nothing what it is where nothing holds
   */
  record Told(long version, Json value, Json nothing) {}

  /** A change as the log should show it. */
  record Entry(String rule, long version, Json value, Class<? extends Cause> cause, long at) {}

  static Entry entry(Change change) {
    var value =
        switch (change.kind()) {
          case Change.Kind.Membership(var member) -> Json.of(member);
          case Change.Kind.Identified(var gained) -> NaiveIdentifiers.named(gained);
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
        ids.contains(id) ? was : new Told(was.version(), was.nothing(), was.nothing()));
  }

  Json value(Rule rule, List<Rule> rules, long now) {
    return switch (rule) {
      case Rule.Audience audience -> Json.of(isMember(audience, rules, now));
      case Rule.ComputedTrait trait -> computed(trait, rules, now);
    };
  }

  private Entry tell(Rule rule, Json value, Class<? extends Cause> cause, long now) {
    long version = toldOf(rule).version() + 1;
    told.put(rule.id(), new Told(version, value, nothing(rule)));
    return new Entry(rule.name(), version, value, cause, now);
  }

  private Told toldOf(Rule rule) {
    return told.getOrDefault(rule.id(), new Told(0, nothing(rule), nothing(rule)));
  }

  private static Json nothing(Rule rule) {
    return switch (rule) {
      case Rule.Audience _ -> Json.Bool.FALSE;
      case Rule.ComputedTrait _ -> Json.Null.VALUE;
    };
  }

  private boolean isMember(Rule.Audience audience, List<Rule> rules, long now) {
    return holds(audience.who(), rules, now)
        && (audience.anonymous() == Rule.Audience.Anonymous.INCLUDED
            || !identifiers.areAnonymous());
  }

  private boolean holds(Condition condition, List<Rule> rules, long now) {
    return switch (condition) {
      case Condition.Performed(var feature, var least, var most) -> {
        long count = elements(feature, now).size();
        yield least <= count && count <= most;
      }
      case Condition.Sequence(var steps) ->
          elements(steps.getFirst().times(), now).stream()
              .anyMatch(first -> goesOn(steps, 1, first.at(), first.at(), List.of(), now));
      case Condition.HasTrait(var name, var test) -> test.passes(trait(name, rules, now), now);
      case Condition.TraitCompared(var name, Comparison(var operator, var other)) ->
          NaiveComparison.holds(operator, trait(name, rules, now), trait(other, rules, now));
      case Condition.PropertyCompared(
              var feature,
              Comparison(var operator, var trait),
              var least,
              var most) -> {
        long count =
            elements(feature, now).stream()
                .filter(element ->
                    NaiveComparison.holds(
                        operator, Optional.of(element.value()), trait(trait, rules, now)))
                .count();
        yield least <= count && count <= most;
      }
      case Condition.HasEntity _ -> false;
      case Condition.InAudience(var name) ->
          rules.stream()
              .anyMatch(rule ->
                  rule instanceof Rule.Audience audience
                      && audience.name().equals(name)
                      && isMember(audience, rules, now));
      case Condition.InSplit(var share, var salt) -> Predicate.part(salt, id) < share;
      case Condition.All(var all) -> all.stream().allMatch(one -> holds(one, rules, now));
      case Condition.Any(var any) -> any.stream().anyMatch(one -> holds(one, rules, now));
      case Condition.Not(var inner) -> !holds(inner, rules, now);
    };
  }

  /** Tries every event for each step. */
  private boolean goesOn(
      List<Step> steps, int step, long first, long last, List<Step> forbidden, long now) {
    if (step == steps.size()) {
      return forbidden.stream()
          .allMatch(not ->
              (not.withinMillis() == Long.MAX_VALUE || now - first >= not.withinMillis())
                  && isFree(not, first, last, Long.MAX_VALUE, now));
    }
    var next = steps.get(step);
    if (next.not()) {
      var more = new ArrayList<>(forbidden);
      more.add(next);
      return goesOn(steps, step + 1, first, last, more, now);
    }
    return elements(next.times(), now).stream()
        .map(Element::at)
        .filter(at -> at > last && at - first < next.withinMillis())
        .filter(at -> forbidden.stream().allMatch(not -> isFree(not, first, last, at, now)))
        .anyMatch(at -> goesOn(steps, step + 1, first, at, List.of(), now));
  }

  private boolean isFree(Step not, long first, long from, long to, long now) {
    return elements(not.times(), now).stream()
        .map(Element::at)
        .noneMatch(at -> at > from && at < to && at - first < not.withinMillis());
  }

  private Optional<Json> trait(String name, List<Rule> rules, long now) {
    for (var rule : rules) {
      if (rule instanceof Rule.ComputedTrait trait && trait.name().equals(name)) {
        return Optional.of(computed(trait, rules, now));
      }
    }
    return traits.stream()
        .filter(trait -> trait.name().equals(name))
        .max((a, b) -> Long.compare(a.precedence(), b.precedence()))
        .map(Engine.TraitSet::value);
  }

  private Json computed(Rule.ComputedTrait trait, List<Rule> rules, long now) {
    return switch (trait.computation()) {
      case Computation.Aggregate(var feature, var reading) -> aggregate(feature, reading, now);
      case Computation.OfMembers _ -> Json.Null.VALUE;
      case Computation.Derived(var formula) ->
          namesItself(trait.name(), trait.name(), rules, Set.of())
              ? Json.Null.VALUE
              : NaiveFormula.value(formula.text(), name -> trait(name, rules, now))
                  .orElse(Json.Null.VALUE);
    };
  }

  /** Goes every way that does not go in a circle elsewhere. */
  private static boolean namesItself(String from, String to, List<Rule> rules, Set<String> way) {
    return rules.stream()
        .filter(rule -> rule instanceof Rule.ComputedTrait && rule.name().equals(from))
        .flatMap(rule -> ((Rule.ComputedTrait) rule).computation().names().stream())
        .anyMatch(name -> {
          var further = new HashSet<>(way);
          return name.equals(to) || (further.add(name) && namesItself(name, to, rules, further));
        });
  }

  private Json aggregate(Feature feature, Reading reading, long now) {
    var elements = elements(feature, now);
    if (elements.isEmpty()) {
      return Json.Null.VALUE;
    }
    var values = elements.stream().map(Element::value).toList();
    return switch (reading) {
      case Reading.Count _ -> Json.of(values.size());
      case Reading.Sum _ -> Json.of(sum(values));
      case Reading.Average _ ->
          Json.of(sum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64));
      case Reading.Value _ ->
          switch (feature.measure()) {
            case Measure.Least _ -> Collections.min(values, Scalar.ORDER);
            case Measure.Greatest _ -> Collections.max(values, Scalar.ORDER);
            case Measure.First _ -> Collections.min(elements, BY_TIME).value();
            default -> Collections.max(elements, BY_TIME).value();
          };
      case Reading.MostFrequent(var minimum) -> mostFrequent(values, minimum);
      case Reading.UniqueList _ ->
          new Json.Arr(values.stream().distinct().sorted(Scalar.ORDER).toList());
      case Reading.UniqueCount _ -> Json.of(values.stream().distinct().count());
    };
  }

  private static BigDecimal sum(List<Json> values) {
    return values.stream()
        .map(value -> ((Json.Num) value).value())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Json mostFrequent(List<Json> values, long minimum) {
    return values.stream()
        .filter(value -> Collections.frequency(values, value) >= minimum)
        .min(
            Comparator.<Json>comparingInt(value -> -Collections.frequency(values, value))
                .thenComparing(Scalar.ORDER))
        .orElse(Json.Null.VALUE);
  }

  private List<Element> elements(Feature feature, long now) {
    var elements = new ArrayList<Element>();
    for (var happened : events) {
      if (happened.features().contains(feature.id())
          && selects(feature.selector(), happened.event())
          && counts(feature.window(), happened.event().atMillis(), now)) {
        values(feature.measure(), happened.event())
            .forEach(value -> elements.add(new Element(happened.event().atMillis(), value)));
      }
    }
    return feature.window() instanceof Window.Session(var gap)
        ? session(elements, gap, now)
        : elements;
  }

  /** Goes back from the newest for as long as there is another soon before. */
  private static List<Element> session(List<Element> elements, long gap, long now) {
    long start = elements.stream().mapToLong(Element::at).max().orElse(Long.MIN_VALUE);
    if (start <= now - gap) {
      return List.of();
    }
    boolean more = true;
    while (more) {
      long before = start;
      long earlier =
          elements.stream()
              .mapToLong(Element::at)
              .filter(at -> at < before && before - at < gap)
              .min()
              .orElse(before);
      more = earlier < before;
      start = earlier;
    }
    long first = start;
    return elements.stream().filter(element -> element.at() >= first).toList();
  }

  private static boolean selects(Selector selector, Occurrence event) {
    return event.kind() == selector.kind()
        && (selector.event().isEmpty() || event.event().equals(selector.event()))
        && admits(selector.where(), event);
  }

  private static boolean admits(Where where, Occurrence event) {
    if (!where.text().equals(RandomRules.ONE_ABOVE_THE_OTHER)) {
      return where.admits(event.document());
    }
    var one = RandomRules.N.in(event.document().get());
    var other = RandomRules.M.in(event.document().get());
    return NaiveComparison.holds(
        Operator.GREATER, one.stream().findFirst(), other.stream().findFirst());
  }

  private static boolean counts(Window window, long at, long now) {
    return switch (window) {
      case Window.AllTime _ -> true;
      case Window.Last(var millis) -> now - at < millis;
      case Window.Aged(var youngest, var oldest) -> now - at >= youngest && now - at < oldest;
      case Window.Session(var gap) -> now - at < 100 * gap;
    };
  }

  private static List<Json> values(Measure measure, Occurrence event) {
    return switch (measure) {
      case Measure.Count _, Measure.Times _ -> List.of(Json.of(1));
      case Measure.Sum(var property) -> numbers(property, event);
      case Measure.Least(var property) -> numbers(property, event);
      case Measure.Greatest(var property) -> numbers(property, event);
      case Measure.First(var property) -> scalars(property, event);
      case Measure.Last(var property) -> scalars(property, event);
      case Measure.Values(var property) -> scalars(property, event);
    };
  }

  private static List<Json> numbers(PropertyPath property, Occurrence event) {
    return scalars(property, event).stream().filter(Json.Num.class::isInstance).toList();
  }

  private static List<Json> scalars(PropertyPath property, Occurrence event) {
    return property.in(event.document().get()).stream()
        .filter(value ->
            value instanceof Json.Num || value instanceof Json.Str || value instanceof Json.Bool)
        .toList();
  }

  private static List<Feature> features(List<Rule> rules) {
    var features = new ArrayList<Feature>();
    for (var rule : rules) {
      switch (rule) {
        case Rule.Audience audience ->
            audience.who().all().flatMap(Condition::features).forEach(features::add);
        case Rule.ComputedTrait trait -> {
          if (trait.computation() instanceof Computation.Aggregate(var feature, _)) {
            features.add(feature);
          }
        }
      }
    }
    return features;
  }
}
