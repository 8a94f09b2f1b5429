package dev.tributary.warehouse.domain.value;

/** A column by its name in the warehouse. */
public record Column(String name, ColumnType type) {}
