/** The stream: Kafka Streams topology, stores and lifecycle. */
@NullMarked
package dev.tributary.audience.messaging;

import org.jspecify.annotations.NullMarked;
