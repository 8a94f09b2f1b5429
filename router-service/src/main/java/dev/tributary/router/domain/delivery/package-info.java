/** Decisions of delivery: what an answer means, when to try again, how far a partition is done. */
@NullMarked
package dev.tributary.router.domain.delivery;

import org.jspecify.annotations.NullMarked;
