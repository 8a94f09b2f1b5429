/** How much each source has sent, and of how many people. */
@NullMarked
package dev.tributary.ingest.domain.usage;

import org.jspecify.annotations.NullMarked;
