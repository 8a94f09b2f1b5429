/** What is sent, before it is bytes: events and changes as JSON in Segment's shapes. */
@NullMarked
package dev.tributary.router.domain.payload;

import org.jspecify.annotations.NullMarked;
