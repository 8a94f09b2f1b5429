/** Links that were found: how they are read, judged, and made hard. */
@NullMarked
package dev.tributary.identity.domain.linkage.link;

import org.jspecify.annotations.NullMarked;
