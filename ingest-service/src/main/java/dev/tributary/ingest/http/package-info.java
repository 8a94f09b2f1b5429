/** The public tracking API. */
@NullMarked
package dev.tributary.ingest.http;

import org.jspecify.annotations.NullMarked;
