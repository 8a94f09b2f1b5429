/** Kafka, PostgreSQL and Redis as child processes, for tests and for the local suite. */
@NullMarked
package dev.tributary.local.servers;

import org.jspecify.annotations.NullMarked;
