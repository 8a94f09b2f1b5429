/** Sources of events and the write keys that prove them. */
@NullMarked
package dev.tributary.ingest.domain.source;

import org.jspecify.annotations.NullMarked;
