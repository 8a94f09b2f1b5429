/** How destinations share one reading of the stream and come back to it. */
@NullMarked
package dev.tributary.router.domain.reading;

import org.jspecify.annotations.NullMarked;
