/** What a user configured: its name, its versions, and the reading of its spec. */
@NullMarked
package dev.tributary.platform.domain.definition;

import org.jspecify.annotations.NullMarked;
