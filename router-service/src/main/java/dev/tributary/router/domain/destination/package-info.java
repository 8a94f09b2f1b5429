/** Destination definitions in their typed form. */
@NullMarked
package dev.tributary.router.domain.destination;

import org.jspecify.annotations.NullMarked;
