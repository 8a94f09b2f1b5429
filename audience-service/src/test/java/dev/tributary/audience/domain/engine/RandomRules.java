package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.rule.Comparison;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.Operator;
import dev.tributary.audience.domain.rule.PropertyPath;
import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.SoftLinkRule;
import dev.tributary.audience.domain.rule.ValueTest;
import dev.tributary.audience.domain.rule.ValueTest.Moment;
import dev.tributary.audience.domain.rule.ValueTest.Relation;
import dev.tributary.audience.domain.rule.Where;
import dev.tributary.audience.domain.rule.Window;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Definitions, events and traits drawn from a small world, so that they often meet. */
final class RandomRules {

  static final List<String> EVENTS = List.of("A", "B", "C");
  static final List<String> TRAITS = List.of("plan", "age", "c0");

  /** What conditions and formulas name: traits that are set, computed, both, or neither. */
  static final List<String> NAMES = List.of("plan", "age", "c0", "c1", "f0", "f1", "f2", "nobody");

  static final PropertyPath N = PropertyPath.parse("properties.n");
  static final PropertyPath M = PropertyPath.parse("properties.m");
  static final String ONE_ABOVE_THE_OTHER = "properties.n > properties.m";

  private final SplittableRandom random;
  private long traitTime;

  RandomRules(SplittableRandom random) {
    this.random = random;
  }

  /** In the order in which the engine tells. */
  List<Rule> rules(long version) {
    var rules = new ArrayList<Rule>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      rules.add(trait("c" + i, version));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      var formula = Formula.parse(formula(3));
      rules.add(new Rule.ComputedTrait("f" + (i - 1), version, new Computation.Derived(formula)));
    }
    for (int i = random.nextInt(5); i >= 0; i--) {
      var anonymous =
          random.nextInt(4) == 0
              ? Rule.Audience.Anonymous.EXCLUDED
              : Rule.Audience.Anonymous.INCLUDED;
      rules.add(
          new Rule.Audience("a" + i, version, condition(3, i), new SoftLinkRule.None(), anonymous));
    }
    rules.sort(Comparator.comparingLong(Rule::id));
    return rules;
  }

  private Rule trait(String name, long version) {
    var number = PropertyPath.parse(random.nextBoolean() ? "properties.n" : "properties.items[].n");
    var any = PropertyPath.parse(random.nextBoolean() ? "properties.n" : "properties.items[].n");
    return switch (random.nextInt(10)) {
      case 0 -> trait(name, version, new Measure.Count(), new Reading.Count());
      case 1, 2 -> trait(name, version, new Measure.Sum(number), new Reading.Sum());
      case 3 -> trait(name, version, new Measure.Sum(number), new Reading.Average());
      case 4 -> trait(name, version, new Measure.Least(number), new Reading.Value());
      case 5 -> trait(name, version, new Measure.Greatest(number), new Reading.Value());
      case 6 ->
          trait(
              name,
              version,
              random.nextBoolean() ? new Measure.First(any) : new Measure.Last(any),
              new Reading.Value());
      case 7 ->
          trait(
              name,
              version,
              new Measure.Values(any),
              new Reading.MostFrequent(1 + random.nextInt(3)));
      case 8 -> trait(name, version, new Measure.Values(any), new Reading.UniqueList());
      default -> trait(name, version, new Measure.Values(any), new Reading.UniqueCount());
    };
  }

  private Rule trait(String name, long version, Measure measure, Reading reading) {
    return new Rule.ComputedTrait(
        name, version, new Computation.Aggregate(feature(measure), reading));
  }

  /** Names anything, itself and what names it included; blanks and brackets as they come. */
  private String formula(int depth) {
    var blank = random.nextBoolean() ? " " : "";
    if (depth == 0 || random.nextInt(4) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> pick(List.of("0", "1.5", "2"));
        case 1 -> "`" + name() + "`";
        default -> name();
      };
    }
    var one = formula(depth - 1);
    var other = formula(depth - 1);
    return switch (random.nextInt(10)) {
      case 0 -> "(" + blank + one + blank + ")";
      case 1 -> "-" + blank + name();
      case 2 -> pick(List.of("min(", "max(")) + one + "," + blank + other + ")";
      case 3 -> "round(" + one + "," + blank + random.nextInt(3) + ")";
      case 4, 5 -> "coalesce(" + one + blank + "," + other + ")";
      default -> one + blank + pick(List.of("+", "-", "*", "/")) + blank + other;
    };
  }

  /** An event about now: late, or stamped in the future, as often as not. */
  Occurrence event(long now) {
    var items = new ArrayList<Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(Json.object("n", value()));
    }
    var properties = Map.of("n", value(), "m", value(), "items", new Json.Arr(items));
    var document =
        new Json.Obj(Map.of("type", Json.of("track"), "properties", new Json.Obj(properties)));
    var kind =
        switch (random.nextInt(10)) {
          case 0 -> EventKind.PAGE;
          case 1 -> EventKind.IDENTIFY;
          default -> EventKind.TRACK;
        };
    var name = kind == EventKind.IDENTIFY ? Selector.ANY : pick(EVENTS);
    return new Occurrence(kind, name, now + random.nextInt(-80, 20), () -> document);
  }

  private Json value() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(3) == 0 ? date() : Json.of(pick(List.of("7", "x", "y", "free")));
      case 1 -> pick(List.of(Json.Null.VALUE, Json.Bool.TRUE, Json.Bool.FALSE));
      case 2, 3 -> Json.of(BigDecimal.valueOf(random.nextInt(-20, 60), 1));
      default -> Json.of(random.nextInt(4));
    };
  }

  /** Set at a time that no other is set at. */
  Engine.TraitSet trait() {
    var value =
        switch (random.nextInt(6)) {
          case 0 -> Json.Null.VALUE;
          case 1 -> Json.of("free");
          case 2 -> Json.of("paid");
          case 3 -> date();
          default -> Json.of(random.nextInt(5));
        };
    traitTime++;
    return new Engine.TraitSet(pick(TRAITS), value, Long.reverse(traitTime) >>> 20, 0);
  }

  private Json date() {
    return Json.of(Instant.ofEpochMilli(1_000 + random.nextInt(900)).toString());
  }

  /** May name audiences of smaller numbers. */
  private Condition condition(int depth, int number) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> random.nextBoolean() ? performed() : propertyCompared();
      case 1 -> random.nextBoolean() ? performed() : sequence();
      case 2 ->
          random.nextInt(3) == 0
              ? new Condition.TraitCompared(pick(NAMES), comparison())
              : new Condition.HasTrait(pick(NAMES), test());
      case 3 ->
          random.nextBoolean()
              ? new Condition.InAudience("a" + (number == 0 ? 9 : random.nextInt(number)))
              : new Condition.InSplit(1 + random.nextInt(9_999), "salt");
      case 4 ->
          new Condition.All(List.of(condition(depth - 1, number), condition(depth - 1, number)));
      case 5 ->
          new Condition.Any(List.of(condition(depth - 1, number), condition(depth - 1, number)));
      default -> new Condition.Not(condition(depth - 1, number));
    };
  }

  private Condition sequence() {
    Window window =
        random.nextBoolean() ? new Window.AllTime() : new Window.Last(pick(List.of(40L, 90L)));
    var steps = new ArrayList<Condition.Step>();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      boolean first = steps.isEmpty();
      var selector = new Selector(EventKind.TRACK, pick(EVENTS), new Where.Everything());
      long within = first || random.nextInt(3) == 0 ? Long.MAX_VALUE : pick(List.of(5L, 20L, 50L));
      steps.add(
          new Condition.Step(
              new Feature(selector, new Measure.Times(), window),
              !first && random.nextInt(3) == 0,
              within));
    }
    return new Condition.Sequence(steps);
  }

  private Condition performed() {
    var feature = feature(new Measure.Count());
    long least = random.nextInt(4);
    return switch (random.nextInt(3)) {
      case 0 -> new Condition.Performed(feature, least, Long.MAX_VALUE);
      case 1 -> new Condition.Performed(feature, 0, least);
      default -> new Condition.Performed(feature, least, least);
    };
  }

  /** Mostly of a trait that often has a value. */
  private String name() {
    return pick(random.nextInt(3) == 0 ? NAMES : TRAITS);
  }

  private Comparison comparison() {
    return new Comparison(pick(List.of(Operator.values())), name());
  }

  /** As the reader compiles it: the greatest or least value where that is enough. */
  private Condition propertyCompared() {
    var property = random.nextBoolean() ? N : PropertyPath.parse("properties.items[].n");
    var comparison = comparison();
    if (random.nextBoolean()) {
      var measure =
          switch (comparison.operator()) {
            case GREATER, AT_LEAST -> new Measure.Greatest(property);
            case LESS, AT_MOST -> new Measure.Least(property);
            default -> new Measure.Values(property);
          };
      return new Condition.PropertyCompared(feature(measure), comparison, 1, Long.MAX_VALUE);
    }
    long least = random.nextInt(3);
    return new Condition.PropertyCompared(
        feature(new Measure.Values(property)),
        comparison,
        least,
        random.nextBoolean() ? least + random.nextInt(2) : Long.MAX_VALUE);
  }

  private Feature feature(Measure measure) {
    var where =
        switch (random.nextInt(6)) {
          case 0 -> new Where.Matching(Fql.parse("properties.n > 2"));
          case 1 -> new Where.Matching(Fql.parse(ONE_ABOVE_THE_OTHER));
          default -> new Where.Everything();
        };
    var window =
        switch (random.nextInt(7)) {
          case 3 -> new Window.Session(pick(List.of(1L, 4L, 12L, 30L)));
          case 0 -> new Window.AllTime();
          case 1, 2 -> new Window.Aged(1 + random.nextInt(20), 21 + random.nextInt(60));
          default -> new Window.Last(pick(List.of(1L, 10L, 25L, 60L)));
        };
    var selector =
        switch (random.nextInt(8)) {
          case 0 -> new Selector(EventKind.IDENTIFY, Selector.ANY, where);
          case 1 -> new Selector(EventKind.PAGE, Selector.ANY, where);
          default -> new Selector(EventKind.TRACK, pick(EVENTS), where);
        };
    return new Feature(selector, measure, window);
  }

  private ValueTest test() {
    return switch (random.nextInt(8)) {
      case 0 -> new ValueTest.Exists(random.nextBoolean());
      case 1 -> new ValueTest.Equal(Json.of("paid"));
      case 2 -> new ValueTest.NotEqual(Json.of("paid"));
      case 3 -> new ValueTest.OneOf(List.of(Json.of("free"), Json.of(2)));
      case 4 -> new ValueTest.NoneOf(List.of(Json.of("free"), Json.of(2)));
      case 5, 6 -> new ValueTest.Relative(pick(List.of(Moment.values())), 1 + random.nextInt(200));
      default ->
          new ValueTest.Compared(
              pick(List.of(Relation.values())), BigDecimal.valueOf(random.nextInt(5)));
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
