/** At most one value of a profile and trait in each interval, for destinations that ask for it. */
@NullMarked
package dev.tributary.router.domain.debounce;

import org.jspecify.annotations.NullMarked;
