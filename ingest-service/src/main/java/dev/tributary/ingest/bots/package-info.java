/** The list of crawlers. */
@NullMarked
package dev.tributary.ingest.bots;

import org.jspecify.annotations.NullMarked;
