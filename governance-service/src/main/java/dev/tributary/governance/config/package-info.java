/** The configuration, and the one place where it becomes domain objects. */
@NullMarked
package dev.tributary.governance.config;

import org.jspecify.annotations.NullMarked;
