/** What is remembered of a profile, and its binary form. */
@NullMarked
package dev.tributary.audience.domain.state;

import org.jspecify.annotations.NullMarked;
