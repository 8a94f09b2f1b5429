package dev.tributary.governance.messaging;

import dev.tributary.governance.domain.Candidate;
import dev.tributary.governance.domain.Finding;
import dev.tributary.governance.domain.deduplication.Birth;

/** What the bytes of a record turned out to be. */
sealed interface Reading {

  /** An event, good or bad, that has no birth yet. */
  record Newborn(Candidate candidate) implements Reading {}

  /** An event that was stamped before and comes again, as in a replay. */
  record Reborn(Candidate candidate, Birth birth) implements Reading {}

  /** Not an event. */
  record Unreadable(Finding finding) implements Reading {}
}
