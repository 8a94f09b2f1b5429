/** What the services built on Kafka Streams share; they bring that library themselves. */
@NullMarked
package dev.tributary.platform.streams;

import org.jspecify.annotations.NullMarked;
