/** Cells as parameters of JDBC statements. */
@NullMarked
package dev.tributary.warehouse.statement;

import org.jspecify.annotations.NullMarked;
