package dev.tributary.audience.domain.rule;

/** What is taken of each selected event. */
public sealed interface Measure {

  /** One, for being there. */
  record Count() implements Measure {}

  /** The number a property holds; an event without a usable number is not an element. */
  record Sum(PropertyPath property) implements Measure {}
}
