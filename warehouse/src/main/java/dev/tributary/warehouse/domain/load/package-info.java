/** Loading a batch so that what is bad stays alone. */
@NullMarked
package dev.tributary.warehouse.domain.load;

import org.jspecify.annotations.NullMarked;
