/** The kinds of definition this service owns, and the compiled set of the current ones. */
@NullMarked
package dev.tributary.audience.definitions;

import org.jspecify.annotations.NullMarked;
