/** The configuration keys of the service. */
@NullMarked
package dev.tributary.audience.config;

import org.jspecify.annotations.NullMarked;
