/** What the tests of this module share: events, histories, a naive model, a warehouse in memory. */
@NullMarked
package dev.tributary.warehouse.testing;

import org.jspecify.annotations.NullMarked;
