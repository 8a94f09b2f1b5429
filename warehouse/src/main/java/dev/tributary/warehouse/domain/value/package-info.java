/** What a table's cell can hold: column types, the values of JSON as cells, and their text. */
@NullMarked
package dev.tributary.warehouse.domain.value;

import org.jspecify.annotations.NullMarked;
