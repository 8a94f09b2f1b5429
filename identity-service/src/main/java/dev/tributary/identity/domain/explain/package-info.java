/** Why identifiers are together, or are not, told from the evidence of their links. */
@NullMarked
package dev.tributary.identity.domain.explain;

import org.jspecify.annotations.NullMarked;
