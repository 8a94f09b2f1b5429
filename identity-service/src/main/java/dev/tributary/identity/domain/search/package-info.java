/** Finding profiles by what is known of them. */
@NullMarked
package dev.tributary.identity.domain.search;

import org.jspecify.annotations.NullMarked;
