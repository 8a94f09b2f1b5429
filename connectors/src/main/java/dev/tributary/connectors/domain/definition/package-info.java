/** What a connector's file says, typed, and the reading of it. */
@NullMarked
package dev.tributary.connectors.domain.definition;

import org.jspecify.annotations.NullMarked;
