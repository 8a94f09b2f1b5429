package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.fql.Fql;

/** Which events a destination wants, and in what shape. */
public sealed interface EventRule {

  /** No events. */
  record None() implements EventRule {}

  /** The events that the trigger matches. */
  record Matching(Fql trigger, Shape shape) implements EventRule {}
}
