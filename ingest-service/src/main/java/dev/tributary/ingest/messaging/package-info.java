/** The Kafka edge: writes what was taken and what was refused. */
@NullMarked
package dev.tributary.ingest.messaging;

import org.jspecify.annotations.NullMarked;
