/** Profiles as they are read. */
@NullMarked
package dev.tributary.identity.domain.profile;

import org.jspecify.annotations.NullMarked;
