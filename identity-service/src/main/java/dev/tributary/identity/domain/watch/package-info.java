/** Telling callers of profiles as they change. */
@NullMarked
package dev.tributary.identity.domain.watch;

import org.jspecify.annotations.NullMarked;
