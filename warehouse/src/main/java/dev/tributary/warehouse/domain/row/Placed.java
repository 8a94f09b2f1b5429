package dev.tributary.warehouse.domain.row;

import dev.tributary.warehouse.domain.value.Cell;

/**
 * A cell and where it came from, so that it can be told of in {@code _discards}.
 *
 * @param property JSON pointer into the event, or the column's name where it is not of the payload
 * @param json the value as JSON text, as the client spelled it
 */
public record Placed(Cell cell, String property, String json) {}
