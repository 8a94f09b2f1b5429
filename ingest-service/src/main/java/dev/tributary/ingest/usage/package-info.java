/** Usage, counted from the stream and kept in PostgreSQL. */
@NullMarked
package dev.tributary.ingest.usage;

import org.jspecify.annotations.NullMarked;
