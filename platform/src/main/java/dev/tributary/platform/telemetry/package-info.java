/** Traces that follow one event through all services. */
@NullMarked
package dev.tributary.platform.telemetry;

import org.jspecify.annotations.NullMarked;
