/** What was decided, as those read it who only need to know. */
@NullMarked
package dev.tributary.identity.domain.follow;

import org.jspecify.annotations.NullMarked;
