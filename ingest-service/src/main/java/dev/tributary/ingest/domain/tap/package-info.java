/** Looking at what a source sends. */
@NullMarked
package dev.tributary.ingest.domain.tap;

import org.jspecify.annotations.NullMarked;
