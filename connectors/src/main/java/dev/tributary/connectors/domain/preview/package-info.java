/** What an action would send for an event, without sending it. */
@NullMarked
package dev.tributary.connectors.domain.preview;

import org.jspecify.annotations.NullMarked;
