/** Secrets, as definitions refer to them. */
@NullMarked
package dev.tributary.platform.domain.secret;

import org.jspecify.annotations.NullMarked;
