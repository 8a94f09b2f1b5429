/** How customers are told apart: the rules a user may set. */
@NullMarked
package dev.tributary.identity.domain.rules;

import org.jspecify.annotations.NullMarked;
