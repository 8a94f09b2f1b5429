/** From resolved to those who watch profiles on this instance. */
@NullMarked
package dev.tributary.identity.messaging.watch;

import org.jspecify.annotations.NullMarked;
