/** {@code ./tributary connectors}: what helps to write connectors and to look into them. */
@NullMarked
package dev.tributary.connectors.tool;

import org.jspecify.annotations.NullMarked;
