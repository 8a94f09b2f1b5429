/** The service's configuration, and its domain objects as beans. */
@NullMarked
package dev.tributary.identity.config;

import org.jspecify.annotations.NullMarked;
