/** From accepted to resolved. */
@NullMarked
package dev.tributary.identity.messaging;

import org.jspecify.annotations.NullMarked;
