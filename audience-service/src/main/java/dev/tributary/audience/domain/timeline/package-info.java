/** Small references to a profile's events, and questions about them. */
@NullMarked
package dev.tributary.audience.domain.timeline;

import org.jspecify.annotations.NullMarked;
