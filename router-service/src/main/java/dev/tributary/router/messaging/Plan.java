package dev.tributary.router.messaging;

import dev.tributary.router.domain.destination.Destination;

/** A destination as one version of its definition has it. A new version is a new plan. */
record Plan(Destination destination, long version) {}
