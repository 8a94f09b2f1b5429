/** The running suite: its processes, what is kept of them on disk, and who else is in the way. */
@NullMarked
package dev.tributary.local.suite;

import org.jspecify.annotations.NullMarked;
