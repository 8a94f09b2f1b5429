/** What other programs ask. */
@NullMarked
package dev.tributary.ingest.grpc;

import org.jspecify.annotations.NullMarked;
