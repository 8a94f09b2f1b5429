/** Clients that show a token instead of knowing a write key alone. */
@NullMarked
package dev.tributary.ingest.domain.oauth;

import org.jspecify.annotations.NullMarked;
