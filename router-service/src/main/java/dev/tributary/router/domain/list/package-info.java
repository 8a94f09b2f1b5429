/** Audiences that are kept as lists in tools downstream. */
@NullMarked
package dev.tributary.router.domain.list;

import org.jspecify.annotations.NullMarked;
