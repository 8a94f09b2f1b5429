/** Who is probably the same customer, for destinations that asked to be told. */
@NullMarked
package dev.tributary.router.domain.softlink;

import org.jspecify.annotations.NullMarked;
