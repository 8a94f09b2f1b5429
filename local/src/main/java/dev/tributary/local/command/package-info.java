/** The commands of {@code ./tributary}, one class each. */
@NullMarked
package dev.tributary.local.command;

import org.jspecify.annotations.NullMarked;
