/** Deliveries that were given up, as they are kept and found again. */
@NullMarked
package dev.tributary.router.domain.deadletter;

import org.jspecify.annotations.NullMarked;
