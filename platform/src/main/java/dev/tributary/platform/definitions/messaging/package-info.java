/** Definitions from the store to the bus. */
@NullMarked
package dev.tributary.platform.definitions.messaging;

import org.jspecify.annotations.NullMarked;
