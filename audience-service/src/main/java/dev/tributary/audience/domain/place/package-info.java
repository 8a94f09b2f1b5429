/** Where what belongs to a profile is, after merges and splits told in any order. */
@NullMarked
package dev.tributary.audience.domain.place;

import org.jspecify.annotations.NullMarked;
