/** Which versions of the definitions are in force, and how new ones get there: by a backfill. */
@NullMarked
package dev.tributary.audience.domain.plan;

import org.jspecify.annotations.NullMarked;
