/** Definitions compiled to shared features and predicates, and their application to profiles. */
@NullMarked
package dev.tributary.audience.domain.engine;

import org.jspecify.annotations.NullMarked;
