/** DuckDB, which both files of its own and Parquet are written with. */
@NullMarked
package dev.tributary.warehouse.driver;

import org.jspecify.annotations.NullMarked;
