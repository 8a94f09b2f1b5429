/** What replicas of this service hold, and how one asks another for it. */
@NullMarked
package dev.tributary.audience.replica;

import org.jspecify.annotations.NullMarked;
