/** What is particular to each warehouse: types, names, limits, SQL. */
@NullMarked
package dev.tributary.warehouse.domain.dialect;

import org.jspecify.annotations.NullMarked;
