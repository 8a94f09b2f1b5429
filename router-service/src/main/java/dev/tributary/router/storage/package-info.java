/** What the router keeps in PostgreSQL beside definitions. */
@NullMarked
package dev.tributary.router.storage;

import org.jspecify.annotations.NullMarked;
