/** A compact binary form for state: variable-length numbers, texts, decimals and JSON. */
@NullMarked
package dev.tributary.audience.domain.bytes;

import org.jspecify.annotations.NullMarked;
