/** How a refusal reaches a caller: RFC 9457 over HTTP, the same codes over gRPC. */
@NullMarked
package dev.tributary.platform.problems;

import org.jspecify.annotations.NullMarked;
