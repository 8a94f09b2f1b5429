package dev.tributary.router.domain.destination;

import dev.tributary.router.domain.payload.ProfileTable;
import java.util.Set;

/** Which rows of the profile tables a destination wants. */
public sealed interface ProfileRule {

  /** No rows; the topic that carries them is not even read. */
  record None() implements ProfileRule {}

  /** Every row of these tables, at least one. */
  record Rows(Set<ProfileTable> tables) implements ProfileRule {

    public Rows {
      tables = Set.copyOf(tables);
    }
  }
}
