/** The equation that every destination's deliveries keep. */
@NullMarked
package dev.tributary.router.domain.balance;

import org.jspecify.annotations.NullMarked;
