/** What other rules would have made of the same evidence. */
@NullMarked
package dev.tributary.identity.domain.simulate;

import org.jspecify.annotations.NullMarked;
