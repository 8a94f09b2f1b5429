/** Configuration, and where it becomes domain objects. */
@NullMarked
package dev.tributary.router.config;

import org.jspecify.annotations.NullMarked;
