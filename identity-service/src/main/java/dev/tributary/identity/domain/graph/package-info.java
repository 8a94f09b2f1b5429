/** The graph of identifiers and the decision to which profile an event belongs. */
@NullMarked
package dev.tributary.identity.domain.graph;

import org.jspecify.annotations.NullMarked;
