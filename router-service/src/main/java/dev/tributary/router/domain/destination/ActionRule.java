package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.request.DraftMaker;
import dev.tributary.platform.domain.fql.Fql;

/**
 * One action of a destination: what it is for and how it is made.
 *
 * @param name stays the same while the action does, and is part of idempotency keys; empty for the
 *     short form, so that its keys are those of a destination's only action
 */
public record ActionRule(
    String name, Action action, Fql trigger, DraftMaker maker, Action.Batch batch) {}
