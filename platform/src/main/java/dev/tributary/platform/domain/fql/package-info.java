/**
 * The one filter language: FQL, Segment's filter query language. Text becomes a normalised tree
 * ({@code Expr}), which is compared, printed and analysed, and from it closures, which match
 * events.
 */
@NullMarked
package dev.tributary.platform.domain.fql;

import org.jspecify.annotations.NullMarked;
