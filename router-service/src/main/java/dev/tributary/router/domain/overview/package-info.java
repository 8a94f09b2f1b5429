/** What became of deliveries, by minute, for people: counts, times, and examples. */
@NullMarked
package dev.tributary.router.domain.overview;

import org.jspecify.annotations.NullMarked;
