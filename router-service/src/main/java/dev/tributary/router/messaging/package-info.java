/** Kafka: one lane per destination, dead letters, positions. */
@NullMarked
package dev.tributary.router.messaging;

import org.jspecify.annotations.NullMarked;
