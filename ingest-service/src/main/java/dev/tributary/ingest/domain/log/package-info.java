/** The durable log that ingest writes to, as the domain sees it. */
@NullMarked
package dev.tributary.ingest.domain.log;

import org.jspecify.annotations.NullMarked;
