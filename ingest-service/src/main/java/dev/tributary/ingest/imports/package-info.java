/** Imports, kept in PostgreSQL. */
@NullMarked
package dev.tributary.ingest.imports;

import org.jspecify.annotations.NullMarked;
