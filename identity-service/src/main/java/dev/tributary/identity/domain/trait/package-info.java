/** Traits: the last writer by event time wins, whatever the order of arrival. */
@NullMarked
package dev.tributary.identity.domain.trait;

import org.jspecify.annotations.NullMarked;
