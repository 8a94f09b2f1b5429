/** How good links are, measured against pairs of which is known what they are. */
@NullMarked
package dev.tributary.identity.domain.linkage.evaluation;

import org.jspecify.annotations.NullMarked;
