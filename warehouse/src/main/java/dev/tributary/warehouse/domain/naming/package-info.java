/** How names of events and properties become names of tables and columns. */
@NullMarked
package dev.tributary.warehouse.domain.naming;

import org.jspecify.annotations.NullMarked;
