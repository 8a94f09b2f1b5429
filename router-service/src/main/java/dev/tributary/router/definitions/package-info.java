/** Destinations as they are defined. */
@NullMarked
package dev.tributary.router.definitions;

import org.jspecify.annotations.NullMarked;
