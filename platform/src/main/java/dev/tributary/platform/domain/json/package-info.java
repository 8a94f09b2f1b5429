/** JSON as a closed set of values. */
@NullMarked
package dev.tributary.platform.domain.json;

import org.jspecify.annotations.NullMarked;
