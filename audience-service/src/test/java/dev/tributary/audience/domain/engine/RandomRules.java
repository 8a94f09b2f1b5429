package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.PropertyPath;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.ValueTest;
import dev.tributary.audience.domain.rule.ValueTest.Relation;
import dev.tributary.audience.domain.rule.Where;
import dev.tributary.audience.domain.rule.Window;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
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
      var measure =
          random.nextBoolean()
              ? new Measure.Count()
              : new Measure.Sum(PropertyPath.parse("properties.n"));
      rules.add(new Rule.ComputedTrait("c" + i, version, feature(measure)));
    }
    for (int i = random.nextInt(5); i >= 0; i--) {
      rules.add(new Rule.Audience("a" + i, version, condition(3)));
    }
    rules.sort(Comparator.comparingLong(Rule::id));
    return rules;
  }

  /** An event about now: late, or stamped in the future, as often as not. */
  Occurrence event(long now) {
    var number =
        switch (random.nextInt(8)) {
          case 0 -> Json.of("7");
          case 1 -> Json.Null.VALUE;
          default -> Json.of(BigDecimal.valueOf(random.nextInt(-20, 60), 1));
        };
    var document =
        new Json.Obj(Map.of("type", Json.of("track"), "properties", Json.object("n", number)));
    var kind = random.nextInt(10) == 0 ? EventKind.PAGE : EventKind.TRACK;
    return new Occurrence(kind, pick(EVENTS), now + random.nextInt(-80, 20), () -> document);
  }

  /** Set at a time that no other is set at. */
  Engine.TraitSet trait() {
    var value =
        switch (random.nextInt(5)) {
          case 0 -> Json.Null.VALUE;
          case 1 -> Json.of("free");
          case 2 -> Json.of("paid");
          default -> Json.of(random.nextInt(5));
        };
    traitTime++;
    return new Engine.TraitSet(pick(TRAITS), value, Long.reverse(traitTime) >>> 20);
  }

  private Condition condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0, 1 -> performed();
      case 2 -> new Condition.HasTrait(pick(TRAITS), test());
      case 3 -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
      case 4 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
      default -> new Condition.Not(condition(depth - 1));
    };
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
        random.nextInt(4) == 0
            ? new Window.AllTime()
            : new Window.Last(List.of(1L, 10L, 25L, 60L).get(random.nextInt(4)));
    return new Feature(new Selector(EventKind.TRACK, pick(EVENTS), where), measure, window);
  }

  private ValueTest test() {
    return switch (random.nextInt(6)) {
      case 0 -> new ValueTest.Exists(random.nextBoolean());
      case 1 -> new ValueTest.Equal(Json.of("paid"));
      case 2 -> new ValueTest.NotEqual(Json.of("paid"));
      case 3 -> new ValueTest.OneOf(List.of(Json.of("free"), Json.of(2)));
      case 4 -> new ValueTest.NoneOf(List.of(Json.of("free"), Json.of(2)));
      default ->
          new ValueTest.Compared(
              pick(List.of(Relation.values())), BigDecimal.valueOf(random.nextInt(5)));
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
