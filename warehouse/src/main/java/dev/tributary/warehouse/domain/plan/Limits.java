package dev.tributary.warehouse.domain.plan;

/**
 * How much a warehouse takes.
 *
 * @param columns of a table
 * @param tables of a schema
 * @param textBytes of a text in UTF-8
 */
public record Limits(int columns, int tables, int textBytes) {}
