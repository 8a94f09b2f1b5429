/**
 * What identity means, without any technology: identifiers, events, traits, the graph, profiles.
 */
@NullMarked
package dev.tributary.identity.domain;

import org.jspecify.annotations.NullMarked;
