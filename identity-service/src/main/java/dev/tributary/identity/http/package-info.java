/** The Profile API, wire-compatible with Segment's. */
@NullMarked
package dev.tributary.identity.http;

import org.jspecify.annotations.NullMarked;
