/** Telling the same message sent twice from the same record read twice. */
@NullMarked
package dev.tributary.governance.domain.deduplication;

import org.jspecify.annotations.NullMarked;
