/** A shop's customers, invented from a seed. */
@NullMarked
package dev.tributary.local.domain.traffic;

import org.jspecify.annotations.NullMarked;
