/** The API of probable links and of the runs that find them. */
@NullMarked
package dev.tributary.identity.http.linkage;

import org.jspecify.annotations.NullMarked;
