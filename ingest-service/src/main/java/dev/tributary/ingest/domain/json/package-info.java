/** Reading JSON byte by byte, without making anything of it that nobody asked for. */
@NullMarked
package dev.tributary.ingest.domain.json;

import org.jspecify.annotations.NullMarked;
