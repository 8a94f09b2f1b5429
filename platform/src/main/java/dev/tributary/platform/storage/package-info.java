/** What services share about PostgreSQL: migrations at start, and readiness. */
@NullMarked
package dev.tributary.platform.storage;

import org.jspecify.annotations.NullMarked;
