/** Definitions as a service: storage with versions, admin API, and the feed every replica reads. */
@NullMarked
package dev.tributary.platform.definitions;

import org.jspecify.annotations.NullMarked;
