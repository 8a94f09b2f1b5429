/** Which rows of which tables follow from one item. */
@NullMarked
package dev.tributary.warehouse.domain.row;

import org.jspecify.annotations.NullMarked;
