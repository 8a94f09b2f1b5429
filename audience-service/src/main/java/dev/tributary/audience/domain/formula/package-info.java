/** Formulas: numbers computed from a profile's traits. */
@NullMarked
package dev.tributary.audience.domain.formula;

import org.jspecify.annotations.NullMarked;
