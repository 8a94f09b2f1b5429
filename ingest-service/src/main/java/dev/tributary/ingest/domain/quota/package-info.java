/** How much a source may send. */
@NullMarked
package dev.tributary.ingest.domain.quota;

import org.jspecify.annotations.NullMarked;
