/** Quotas in Redis. */
@NullMarked
package dev.tributary.ingest.quotas;

import org.jspecify.annotations.NullMarked;
