/** Profiles in Redis: only ever a copy, which may vanish at any time. */
@NullMarked
package dev.tributary.identity.cache;

import org.jspecify.annotations.NullMarked;
