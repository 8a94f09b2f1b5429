package dev.tributary.router.messaging;

import dev.tributary.router.domain.destination.Destination;
import java.time.Instant;

/**
 * A destination as one version of its definition has it. A new version is a new plan.
 *
 * @param definedAt when that version was defined
 */
record Plan(Destination destination, long version, Instant definedAt) {}
