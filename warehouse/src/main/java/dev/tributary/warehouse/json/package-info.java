/** JSON text as plain objects. */
@NullMarked
package dev.tributary.warehouse.json;

import org.jspecify.annotations.NullMarked;
