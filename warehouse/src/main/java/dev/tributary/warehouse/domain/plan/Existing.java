package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.value.ColumnType;

/** What a column that is there can keep. */
public sealed interface Existing {

  /** Everything of the type. */
  record Whole(ColumnType type) implements Existing {}

  /** Some of the type, such as short texts or small integers; can be made whole. */
  record Part(ColumnType type) implements Existing {}

  /** Nothing of ours: it is somebody else's, and left alone. */
  record Foreign() implements Existing {}
}
