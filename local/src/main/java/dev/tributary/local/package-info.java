/** The launcher behind {@code ./tributary}. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
