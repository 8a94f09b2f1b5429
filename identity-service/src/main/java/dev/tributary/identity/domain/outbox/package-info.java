/** What is to be told of changes that no event made. */
@NullMarked
package dev.tributary.identity.domain.outbox;

import org.jspecify.annotations.NullMarked;
