/** Which destinations' triggers an event may match, found without asking each of them. */
@NullMarked
package dev.tributary.router.domain.matching;

import org.jspecify.annotations.NullMarked;
