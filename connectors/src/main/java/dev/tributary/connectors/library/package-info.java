/** The connectors that are shipped. */
@NullMarked
package dev.tributary.connectors.library;

import org.jspecify.annotations.NullMarked;
