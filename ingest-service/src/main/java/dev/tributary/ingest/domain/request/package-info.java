/** From the bytes of a request to where its events and their fields stand. */
@NullMarked
package dev.tributary.ingest.domain.request;

import org.jspecify.annotations.NullMarked;
