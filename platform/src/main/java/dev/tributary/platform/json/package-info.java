/** JSON text to {@link dev.tributary.platform.domain.json.Json} and back. */
@NullMarked
package dev.tributary.platform.json;

import org.jspecify.annotations.NullMarked;
