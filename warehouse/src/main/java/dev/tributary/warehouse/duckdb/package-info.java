/** DuckDB, by which files of its own and Parquet are written. */
@NullMarked
package dev.tributary.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
