package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Condition.Quantifier;
import dev.tributary.audience.domain.rule.Condition.Step;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Operator;
import dev.tributary.audience.domain.rule.Rule.Audience.Anonymous;
import dev.tributary.audience.domain.rule.SoftLinkRule;
import dev.tributary.audience.domain.rule.ValueTest;
import java.util.List;
import java.util.Optional;

/**
 * A condition whose names are resolved: what is asked of {@link Facts}. Joined predicates stand
 * cheapest first, so that the dear ones are often not asked.
 */
sealed interface Predicate {

  /** Of a definition that is not there. */
  static Predicate nobody() {
    return new Any(List.of());
  }

  record Counted(Feature feature, long atLeast, long atMost) implements Predicate {}

  record Sequence(List<Step> steps) implements Predicate {}

  record TraitTest(Trait trait, ValueTest test) implements Predicate {}

  record TraitCompared(Trait trait, Operator operator, Trait other) implements Predicate {

    private boolean passes(Facts facts) {
      return operator
          .against(other.value(facts))
          .filter(test -> test.passes(trait.value(facts), facts.now()))
          .isPresent();
    }
  }

  record PropertyCompared(
      Feature feature, Operator operator, Trait trait, long atLeast, long atMost)
      implements Predicate {

    /** How many of the values that count pass; one of those of which one alone is kept. */
    long passing(Facts facts) {
      return operator
          .against(trait.value(facts))
          .map(test -> Values.passing(test, facts.feature(feature), facts.now()))
          .orElse(0L);
    }
  }

  record EntityTrait(String entity, Quantifier quantifier, String name, ValueTest test)
      implements Predicate {}

  /** What only the entity itself can tell, which has heard of all of its members. */
  record EntityAnswer(String entity, Quantifier quantifier, Question question)
      implements Predicate {}

  /**
   * A member of an audience: by its own conditions, or by a soft link where that counts; unless it
   * is left out for being anonymous.
   */
  record Member(long audience, Predicate who, SoftLinkRule softLinks, Anonymous anonymous)
      implements Predicate {

    boolean isLinked(Facts facts) {
      return softLinks instanceof SoftLinkRule.AtLeast(var minimum)
          && facts.isLinked(audience, minimum);
    }

    boolean leavesOut(Facts facts) {
      return anonymous == Anonymous.EXCLUDED && !facts.isKnown();
    }
  }

  record Split(int share, String salt) implements Predicate {}

  record All(List<Predicate> predicates) implements Predicate {}

  record Any(List<Predicate> predicates) implements Predicate {}

  record Not(Predicate predicate) implements Predicate {}

  /** Whether it holds. */
  default boolean holds(Facts facts) {
    return switch (this) {
      case Counted(var feature, var least, var most) -> {
        long count = facts.feature(feature).count();
        yield count >= least && count <= most;
      }
      case PropertyCompared compared -> {
        long count = compared.passing(facts);
        yield count >= compared.atLeast() && count <= compared.atMost();
      }
      case Sequence(var steps) -> funnel(steps, facts).holds();
      case TraitTest(var trait, var test) -> test.passes(trait.value(facts), facts.now());
      case TraitCompared compared -> compared.passes(facts);
      case EntityTrait(var entity, var quantifier, var name, var test) -> {
        var links = facts.entities(entity);
        long passing =
            links.stream().filter(link -> test.passes(link.trait(name), facts.now())).count();
        yield quantifier.holds(passing, links.size());
      }
      case EntityAnswer(var entity, var quantifier, var question) -> {
        var answers = facts.answers(entity, question.id());
        long passing = answers.stream().filter(answer -> answer.orElse(false)).count();
        yield quantifier.holds(passing, answers.size());
      }
      case Member member ->
          (member.who().holds(facts) || member.isLinked(facts)) && !member.leavesOut(facts);
      case Split(var share, var salt) -> part(salt, facts.profileId()) < share;
      case All(var predicates) -> {
        for (var predicate : predicates) {
          if (!predicate.holds(facts)) {
            yield false;
          }
        }
        yield true;
      }
      case Any(var predicates) -> {
        for (var predicate : predicates) {
          if (predicate.holds(facts)) {
            yield true;
          }
        }
        yield false;
      }
      case Not(var predicate) -> !predicate.holds(facts);
    };
  }

  /**
   * Whether it can be told, though some entities may not have answered yet. If not, nothing is
   * concluded from it: what was concluded before stands.
   */
  default boolean isDecided(Facts facts) {
    return switch (this) {
      case EntityAnswer(var entity, var quantifier, var question) -> {
        var answers = facts.answers(entity, question.id());
        yield answers.stream().allMatch(Optional::isPresent)
            || quantifier.isDecidedBy(answers.stream().flatMap(Optional::stream).toList());
      }
      case Member member ->
          member.who().isDecided(facts) || member.leavesOut(facts) || member.isLinked(facts);
      case All(var predicates) ->
          predicates.stream().allMatch(one -> one.isDecided(facts))
              || predicates.stream().anyMatch(one -> one.isDecided(facts) && !one.holds(facts));
      case Any(var predicates) ->
          predicates.stream().allMatch(one -> one.isDecided(facts))
              || predicates.stream().anyMatch(one -> one.isDecided(facts) && one.holds(facts));
      case Not(var predicate) -> predicate.isDecided(facts);
      case Counted _,
          Sequence _,
          TraitTest _,
          TraitCompared _,
          PropertyCompared _,
          EntityTrait _,
          Split _ ->
          true;
    };
  }

  private static Funnel funnel(List<Step> steps, Facts facts) {
    var times = steps.stream().map(step -> facts.feature(step.times()).times()).toList();
    return new Funnel(steps, times, facts.now());
  }

  /** Which part of all a profile is in: the same for ever. */
  static int part(String salt, String profileId) {
    return (int)
        Long.remainderUnsigned(StableHash.of(salt + "\n" + profileId), Condition.InSplit.WHOLE);
  }

  /**
   * The next moment after now at which it may change by the mere passing of time, other than by
   * elements that come into a window or fall out of it.
   */
  default long changesAfter(Facts facts) {
    return switch (this) {
      case Counted _, TraitCompared _, PropertyCompared _, Split _ -> Long.MAX_VALUE;
      case Sequence(var steps) -> funnel(steps, facts).changesAfter();
      case TraitTest(var trait, var test) -> test.changesAfter(trait.value(facts), facts.now());
      case EntityTrait(var entity, _, var name, var test) -> {
        long next = Long.MAX_VALUE;
        for (var link : facts.entities(entity)) {
          next = Math.min(next, test.changesAfter(link.trait(name), facts.now()));
        }
        yield next;
      }
      case EntityAnswer(_, _, Question.OfUsers(_, _, _, var who)) -> who.changesAfter(facts);
      case EntityAnswer _ -> Long.MAX_VALUE;
      case Member member -> member.who().changesAfter(facts);
      case All(var predicates) -> changesAfter(predicates, facts);
      case Any(var predicates) -> changesAfter(predicates, facts);
      case Not(var predicate) -> predicate.changesAfter(facts);
    };
  }

  private static long changesAfter(List<Predicate> predicates, Facts facts) {
    long next = Long.MAX_VALUE;
    for (var predicate : predicates) {
      next = Math.min(next, predicate.changesAfter(facts));
    }
    return next;
  }

  /** Names all that it asks for. */
  default void dependencies(Dependencies asked) {
    switch (this) {
      case Counted(var feature, _, _) -> asked.feature(feature);
      case Sequence(var steps) -> {
        steps.forEach(step -> asked.feature(step.times()));
        if (steps.getLast().not()) {
          asked.clock();
        }
      }
      case TraitTest(var trait, var test) -> {
        trait.dependencies(asked);
        clock(test, asked);
      }
      case TraitCompared(var trait, _, var other) -> {
        trait.dependencies(asked);
        other.dependencies(asked);
      }
      case PropertyCompared(var feature, _, var trait, _, _) -> {
        asked.feature(feature);
        trait.dependencies(asked);
      }
      case EntityTrait(var entity, _, _, var test) -> {
        asked.entity(entity);
        clock(test, asked);
      }
      case EntityAnswer(var entity, _, var question) -> {
        asked.entity(entity);
        asked.question(entity, question);
        if (question instanceof Question.OfUsers(_, _, _, var who)) {
          who.dependencies(asked);
        }
      }
      case Member(_, var who, var softLinks, var anonymous) -> {
        who.dependencies(asked);
        if (softLinks instanceof SoftLinkRule.AtLeast) {
          asked.softLinks();
        }
        if (anonymous == Anonymous.EXCLUDED) {
          asked.identifiers();
        }
      }
      case Split _ -> {}
      case All(var predicates) -> predicates.forEach(p -> p.dependencies(asked));
      case Any(var predicates) -> predicates.forEach(p -> p.dependencies(asked));
      case Not(var predicate) -> predicate.dependencies(asked);
    }
  }

  private static void clock(ValueTest test, Dependencies asked) {
    if (test instanceof ValueTest.Relative) {
      asked.clock();
    }
  }

  /** Takes what a predicate asks for. */
  interface Dependencies {

    void feature(Feature feature);

    void customTrait(String name);

    void entity(String kind);

    /** What entities of a kind are asked. */
    void question(String kind, Question question);

    void identifiers();

    void softLinks();

    /** The time, beyond the windows of features. */
    void clock();
  }

  /** Whether it reads what is stored apart from the profile. */
  default boolean readsAttributes() {
    return switch (this) {
      case Counted _, Sequence _, Split _ -> false;
      case TraitTest(var trait, _) -> trait.readsAttributes();
      case TraitCompared(var trait, _, var other) ->
          trait.readsAttributes() || other.readsAttributes();
      case PropertyCompared compared -> compared.trait().readsAttributes();
      case EntityTrait _, EntityAnswer _ -> true;
      case Member(_, var who, var softLinks, var anonymous) ->
          who.readsAttributes()
              || softLinks instanceof SoftLinkRule.AtLeast
              || anonymous == Anonymous.EXCLUDED;
      case All(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Any(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Not(var predicate) -> predicate.readsAttributes();
    };
  }
}
