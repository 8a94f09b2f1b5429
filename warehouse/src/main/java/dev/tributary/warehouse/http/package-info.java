/** Warehouses that are spoken to over HTTP: ClickHouse, BigQuery, Snowflake. */
@NullMarked
package dev.tributary.warehouse.http;

import org.jspecify.annotations.NullMarked;
