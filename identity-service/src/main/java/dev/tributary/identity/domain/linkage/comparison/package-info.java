/** How two records are compared, field by field, each ending in one of few levels of agreement. */
@NullMarked
package dev.tributary.identity.domain.linkage.comparison;

import org.jspecify.annotations.NullMarked;
