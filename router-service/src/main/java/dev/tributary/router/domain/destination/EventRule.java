package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.mapping.Mapping;

/** Which events a destination wants, and in what shape. */
public sealed interface EventRule {

  /** No events; audiences or traits only. */
  record None() implements EventRule {}

  /** The events that the trigger matches. */
  record Matching(Fql trigger, Shape shape) implements EventRule {}

  /** What becomes of an event that matched. */
  sealed interface Shape {

    record Whole() implements Shape {}

    record Mapped(Mapping mapping) implements Shape {}
  }
}
