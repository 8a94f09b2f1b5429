package dev.tributary.router.messaging;

import dev.tributary.connectors.domain.request.Draft;
import dev.tributary.router.domain.delivery.Verdict.Failure;
import dev.tributary.router.domain.destination.ActionRule;

/** What became of a parcel on its way to a request. */
sealed interface Rendering {

  /** It can be sent. */
  record Ready(Draft draft, ActionRule rule) implements Rendering {}

  /** It is not for this destination after all. */
  record Discarded(String code) implements Rendering {}

  /** Never will be. */
  record Unsendable(Failure failure) implements Rendering {}

  /** Not now, for a reason that every delivery of the destination meets. */
  record Blocked(String reason) implements Rendering {}

  /** Not this time; the next attempt may have more luck. */
  record Postponed(Failure failure) implements Rendering {}
}
