/** From resolved to those who follow what was decided. */
@NullMarked
package dev.tributary.identity.messaging.follow;

import org.jspecify.annotations.NullMarked;
