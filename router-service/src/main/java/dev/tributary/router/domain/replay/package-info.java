/** Deliveries that somebody asks to be made once more: of history, or of dead letters. */
@NullMarked
package dev.tributary.router.domain.replay;

import org.jspecify.annotations.NullMarked;
