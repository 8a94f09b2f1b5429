/** What names a customer, and which values name nobody. */
@NullMarked
package dev.tributary.identity.domain.identifier;

import org.jspecify.annotations.NullMarked;
