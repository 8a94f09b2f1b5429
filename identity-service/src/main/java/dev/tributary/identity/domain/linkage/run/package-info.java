/**
 * A run: from records to scored links, in one pass over the candidates to learn and one to score.
 */
@NullMarked
package dev.tributary.identity.domain.linkage.run;

import org.jspecify.annotations.NullMarked;
