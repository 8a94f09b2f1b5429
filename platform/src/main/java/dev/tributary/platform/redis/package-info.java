/** Redis, for what may be lost. */
@NullMarked
package dev.tributary.platform.redis;

import org.jspecify.annotations.NullMarked;
