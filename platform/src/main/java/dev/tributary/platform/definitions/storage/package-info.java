/** Definitions in PostgreSQL. */
@NullMarked
package dev.tributary.platform.definitions.storage;

import org.jspecify.annotations.NullMarked;
