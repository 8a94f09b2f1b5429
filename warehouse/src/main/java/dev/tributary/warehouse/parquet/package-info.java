/** Warehouses of Parquet files, on disk or in S3. */
@NullMarked
package dev.tributary.warehouse.parquet;

import org.jspecify.annotations.NullMarked;
