/** What answers mean, for a batch and for each delivery in it. */
@NullMarked
package dev.tributary.connectors.domain.answer;

import org.jspecify.annotations.NullMarked;
