package dev.tributary.audience.domain.rule;

import java.util.List;
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

  /** The trait of that name passes the test: a computed one if it is defined, else a custom one. */
  record HasTrait(String name, ValueTest test) implements Condition {}

  /** A trait of so many of the profile's entities of that kind, for instance accounts, passes. */
  record HasEntity(String entity, Quantifier quantifier, String trait, ValueTest test)
      implements Condition {}

  /** How many of a profile's entities pass. */
  enum Quantifier {
    /** One at least. */
    ANY,
    /** There is one, and none that fails. */
    ALL,
    /** None; so also where there is none. */
    NONE
  }

  /** The profile is in the audience of that name; in one that is not defined, nobody is. */
  record InAudience(String name) implements Condition {}

  /** The profile is known by more than anonymous ids. */
  record IsKnown() implements Condition {}

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

  /** This condition and all those within it. */
  default Stream<Condition> all() {
    return Stream.concat(
        Stream.of(this),
        switch (this) {
          case All(var conditions) -> conditions.stream().flatMap(Condition::all);
          case Any(var conditions) -> conditions.stream().flatMap(Condition::all);
          case Not(var condition) -> condition.all();
          case Performed _, HasTrait _, HasEntity _, InAudience _, IsKnown _, InSplit _ ->
              Stream.empty();
        });
  }
}
