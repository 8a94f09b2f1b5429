/** Warehouses that are spoken to by JDBC: PostgreSQL, Redshift, DuckDB. */
@NullMarked
package dev.tributary.warehouse.jdbc;

import org.jspecify.annotations.NullMarked;
