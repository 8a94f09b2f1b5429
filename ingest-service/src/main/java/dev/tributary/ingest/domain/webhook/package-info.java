/** Events that other tools send in their own shapes. */
@NullMarked
package dev.tributary.ingest.domain.webhook;

import org.jspecify.annotations.NullMarked;
