/** Looking at the stream through Kafka. */
@NullMarked
package dev.tributary.ingest.tap;

import org.jspecify.annotations.NullMarked;
