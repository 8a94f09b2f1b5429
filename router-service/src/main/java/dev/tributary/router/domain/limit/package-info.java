/** How fast a destination may be asked: rates, quotas, and who may send now. */
@NullMarked
package dev.tributary.router.domain.limit;

import org.jspecify.annotations.NullMarked;
