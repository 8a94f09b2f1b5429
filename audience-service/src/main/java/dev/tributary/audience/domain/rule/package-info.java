/** What a computed trait or an audience says, read and checked. */
@NullMarked
package dev.tributary.audience.domain.rule;

import org.jspecify.annotations.NullMarked;
