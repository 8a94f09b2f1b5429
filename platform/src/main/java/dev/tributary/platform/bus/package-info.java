/** What services share about the records on the bus. */
@NullMarked
package dev.tributary.platform.bus;

import org.jspecify.annotations.NullMarked;
