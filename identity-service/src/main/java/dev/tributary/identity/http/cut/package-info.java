/** Cuts and joins: what people say about who is who. */
@NullMarked
package dev.tributary.identity.http.cut;

import org.jspecify.annotations.NullMarked;
