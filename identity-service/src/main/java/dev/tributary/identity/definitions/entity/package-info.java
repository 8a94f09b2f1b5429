/** Entities as users define them, and the work that follows a definition. */
@NullMarked
package dev.tributary.identity.definitions.entity;

import org.jspecify.annotations.NullMarked;
