package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.mapping.Mapping;

/** What becomes of a document before it is sent. */
public sealed interface Shape {

  /** It is sent whole. */
  record Whole() implements Shape {}

  /** What the mapping makes of it is sent. */
  record Mapped(Mapping mapping) implements Shape {}
}
