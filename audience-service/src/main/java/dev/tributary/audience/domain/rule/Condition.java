package dev.tributary.audience.domain.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold of a profile. Closed: a new condition is handled everywhere or nothing compiles.
 */
public sealed interface Condition {

  /** Levels of {@code all}, {@code any} and {@code not} above a condition. */
  int MAX_DEPTH = 20;

  /** Conditions in one audience, the joining ones included. */
  int MAX_CONDITIONS = 500;

  /** The feature's count lies between two bounds, both included. */
  record Performed(Feature feature, long atLeast, long atMost) implements Condition {}

  /**
   * Steps were taken one after the other. There is a first one, and after it each other in turn,
   * later than the one before by a millisecond at least; of a step that must not be, none between
   * the steps beside it.
   */
  record Sequence(List<Step> steps) implements Condition {

    public static final int MAX_STEPS = 10;

    public Sequence {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step of a sequence.
   *
   * @param times when it was
   * @param not whether it must not be: between the steps beside it; if it is the last, for so long
   *     as {@code within} says, and that must be over, or else until now
   * @param withinMillis how long after the first step, less than that; {@link Long#MAX_VALUE} for
   *     any time
   */
  record Step(Feature times, boolean not, long withinMillis) {}

  /** The trait of that name passes the test: a computed one if it is defined, else a custom one. */
  record HasTrait(String name, ValueTest test) implements Condition {}

  /** The trait of that name has a value that stands so to another trait's. */
  record TraitCompared(String name, Comparison comparison) implements Condition {}

  /**
   * So many of the values that a property held stand so to the value that the trait has now, both
   * bounds included. The feature tells the values apart; one that keeps only the greatest or the
   * least tells whether there is one.
   */
  record PropertyCompared(Feature feature, Comparison comparison, long atLeast, long atMost)
      implements Condition {}

  /** So many of the profile's entities of that kind, for instance accounts, pass. */
  record HasEntity(String entity, Quantifier quantifier, OfEntity test) implements Condition {}

  /** What an entity must pass. */
  sealed interface OfEntity {

    /**
     * A trait of it passes the test: one that is computed of entities of its kind if such a one is
     * defined, else one that it was given.
     */
    record Trait(String name, ValueTest test) implements OfEntity {}

    /** The condition holds of so many of its members, whether or not of this profile. */
    record Users(Quantifier quantifier, Condition condition) implements OfEntity {}
  }

  /** How many of a profile's entities pass, or of an entity's members. */
  enum Quantifier {
    /** One at least. */
    ANY,
    /** There is one, and none that fails. */
    ALL,
    /** None; so also where there is none. */
    NONE;

    /** Whether these decide, whatever others there are. */
    public boolean isDecidedBy(List<Boolean> passing) {
      return switch (this) {
        case ANY, NONE -> passing.contains(true);
        case ALL -> passing.contains(false);
      };
    }

    /** Whether so many of all are as many. */
    public boolean holds(long passing, long all) {
      return switch (this) {
        case ANY -> passing > 0;
        case ALL -> all > 0 && passing == all;
        case NONE -> passing == 0;
      };
    }
  }

  /** The profile is in the audience of that name; in one that is not defined, nobody is. */
  record InAudience(String name) implements Condition {}

  /**
   * The profile is one of a share of all, drawn by its id, for control groups.
   *
   * @param share of all, in parts of {@value #WHOLE}
   * @param salt another one draws another share
   */
  record InSplit(int share, String salt) implements Condition {

    public static final int WHOLE = 10_000;
  }

  /** Every one of them holds. */
  record All(List<Condition> conditions) implements Condition {

    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** One of them holds. */
  record Any(List<Condition> conditions) implements Condition {

    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {}

  /** The features that it asks for itself, not by the names of others. */
  default Stream<Feature> features() {
    return switch (this) {
      case Performed(var feature, _, _) -> Stream.of(feature);
      case PropertyCompared(var feature, _, _, _) -> Stream.of(feature);
      case Sequence(var steps) -> steps.stream().map(Step::times);
      default -> Stream.empty();
    };
  }

  /** The traits of the profile that it asks for itself. */
  default Stream<String> traits() {
    return switch (this) {
      case HasTrait(var name, _) -> Stream.of(name);
      case TraitCompared(var name, Comparison(_, var other)) -> Stream.of(name, other);
      case PropertyCompared(_, Comparison(_, var trait), _, _) -> Stream.of(trait);
      default -> Stream.empty();
    };
  }

  /** The kinds of entities that it asks itself. */
  default Stream<String> entities() {
    return this instanceof HasEntity(var entity, _, _) ? Stream.of(entity) : Stream.empty();
  }

  /** The traits of entities that it asks for itself. */
  default Stream<String> entityTraits() {
    return this instanceof HasEntity(_, _, OfEntity.Trait(var name, _))
        ? Stream.of(name)
        : Stream.empty();
  }

  /** The ids of the rules that it names, within it too, whether they are defined or not. */
  default Set<Long> names() {
    var names = new HashSet<Long>();
    Containment.named(this).forEach(name -> names.add(Rule.Audience.idOf(name)));
    all()
        .flatMap(condition -> Stream.concat(condition.traits(), condition.entityTraits()))
        .forEach(name -> names.add(Rule.ComputedTrait.idOf(name)));
    return names;
  }

  /** This condition and all those within it. */
  default Stream<Condition> all() {
    return Stream.concat(
        Stream.of(this),
        switch (this) {
          case All(var conditions) -> conditions.stream().flatMap(Condition::all);
          case Any(var conditions) -> conditions.stream().flatMap(Condition::all);
          case Not(var condition) -> condition.all();
          case HasEntity(_, _, OfEntity.Users(_, var condition)) -> condition.all();
          case Performed _,
              Sequence _,
              HasTrait _,
              TraitCompared _,
              PropertyCompared _,
              HasEntity _,
              InAudience _,
              InSplit _ ->
              Stream.empty();
        });
  }
}
