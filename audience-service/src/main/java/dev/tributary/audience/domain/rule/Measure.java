package dev.tributary.audience.domain.rule;

import java.util.Optional;

/** What is taken of each selected event, and so what state a feature keeps. */
public sealed interface Measure {

  /** One, for being there. */
  record Count() implements Measure {}

  /** When it was: like a count that tells its times apart for ever. */
  record Times() implements Measure {}

  /** The numbers a property holds; an event without a usable one is no element. */
  record Sum(PropertyPath property) implements Measure {}

  /** The least of the numbers a property holds. */
  record Least(PropertyPath property) implements Measure {}

  /** The greatest of the numbers a property holds. */
  record Greatest(PropertyPath property) implements Measure {}

  /** The first value a property held; of one millisecond the least in the order of scalars. */
  record First(PropertyPath property) implements Measure {}

  /** The last value a property held; of one millisecond the greatest in the order of scalars. */
  record Last(PropertyPath property) implements Measure {}

  /** Which values a property held, each with how often. */
  record Values(PropertyPath property) implements Measure {}

  /** The property whose values it takes, where it takes any. */
  default Optional<PropertyPath> taken() {
    return switch (this) {
      case Count _, Times _ -> Optional.empty();
      case Sum(var property) -> Optional.of(property);
      case Least(var property) -> Optional.of(property);
      case Greatest(var property) -> Optional.of(property);
      case First(var property) -> Optional.of(property);
      case Last(var property) -> Optional.of(property);
      case Values(var property) -> Optional.of(property);
    };
  }
}
