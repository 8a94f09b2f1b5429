/** What an event says about the customer it belongs to. */
@NullMarked
package dev.tributary.identity.domain.event;

import org.jspecify.annotations.NullMarked;
