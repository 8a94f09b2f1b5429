/** Observations, runs and soft links in PostgreSQL. */
@NullMarked
package dev.tributary.identity.storage.linkage;

import org.jspecify.annotations.NullMarked;
