package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.platform.domain.fql.Fql;
import java.util.Optional;

/**
 * One action of a destination: what it is for and how it is made.
 *
 * @param name stays the same while the action does, and is part of idempotency keys; empty for the
 *     short form, so that its keys are those of a destination's only action
 * @param list which list it keeps; empty for an action that delivers each thing as it is
 */
public record ActionRule(
    String name,
    Action action,
    Fql trigger,
    DraftMaker maker,
    Action.Batch batch,
    Optional<ListRule> list) {

  /** An action that delivers each thing as it is. */
  public ActionRule(String name, Action action, Fql trigger, DraftMaker maker, Action.Batch batch) {
    this(name, action, trigger, maker, batch, Optional.empty());
  }
}
