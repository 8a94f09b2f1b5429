/** Why identifiers are together, as people ask it. */
@NullMarked
package dev.tributary.identity.http.explain;

import org.jspecify.annotations.NullMarked;
