/** What an event must be to enter the stream, and what is decided about it. */
@NullMarked
package dev.tributary.ingest.domain.event;

import org.jspecify.annotations.NullMarked;
