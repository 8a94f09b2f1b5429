/** Past events, taken from files. */
@NullMarked
package dev.tributary.ingest.domain.bulk;

import org.jspecify.annotations.NullMarked;
