/** Questions about memberships, and the port that answers them. */
@NullMarked
package dev.tributary.audience.domain.query;

import org.jspecify.annotations.NullMarked;
