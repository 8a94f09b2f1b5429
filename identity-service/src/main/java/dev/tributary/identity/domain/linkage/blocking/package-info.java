/** Which pairs are compared at all: those that some rule puts into one block. */
@NullMarked
package dev.tributary.identity.domain.linkage.blocking;

import org.jspecify.annotations.NullMarked;
