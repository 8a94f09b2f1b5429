/** The graph and the profiles in PostgreSQL. */
@NullMarked
package dev.tributary.identity.storage;

import org.jspecify.annotations.NullMarked;
