/** A connector as a page for people. */
@NullMarked
package dev.tributary.connectors.domain.page;

import org.jspecify.annotations.NullMarked;
