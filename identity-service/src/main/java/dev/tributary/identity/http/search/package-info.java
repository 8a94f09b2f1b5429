/** Looking profiles up. */
@NullMarked
package dev.tributary.identity.http.search;

import org.jspecify.annotations.NullMarked;
