/** Processes this one starts, watches and must never leave behind. */
@NullMarked
package dev.tributary.local.process;

import org.jspecify.annotations.NullMarked;
