package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
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
    return new Rule.ComputedTrait(name, version, feature(measure), reading);
  }

  /** An event about now: late, or stamped in the future, as often as not. */
  Occurrence event(long now) {
    var items = new ArrayList<Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(Json.object("n", value()));
    }
    var properties = Map.of("n", value(), "items", new Json.Arr(items));
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
      case 0 -> Json.of(pick(List.of("7", "x", "y")));
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
          case 3 -> Json.of(Instant.ofEpochMilli(1_000 + random.nextInt(900)).toString());
          default -> Json.of(random.nextInt(5));
        };
    traitTime++;
    return new Engine.TraitSet(pick(TRAITS), value, Long.reverse(traitTime) >>> 20, 0);
  }

  /** May name audiences of smaller numbers. */
  private Condition condition(int depth, int number) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> performed();
      case 1 -> random.nextBoolean() ? performed() : sequence();
      case 2 -> new Condition.HasTrait(pick(TRAITS), test());
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

  private Feature feature(Measure measure) {
    var where =
        random.nextInt(3) == 0
            ? new Where.Matching(Fql.parse("properties.n > 2"))
            : new Where.Everything();
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
