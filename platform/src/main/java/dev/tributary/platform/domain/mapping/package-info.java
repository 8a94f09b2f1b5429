/**
 * The one mapping language: Segment's mapping-kit directives. A spec becomes a closed tree ({@code
 * Node}) once, which is then resolved against each event.
 */
@NullMarked
package dev.tributary.platform.domain.mapping;

import org.jspecify.annotations.NullMarked;
