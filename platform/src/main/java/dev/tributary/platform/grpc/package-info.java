/** How a gRPC service answers a call. */
@NullMarked
package dev.tributary.platform.grpc;

import org.jspecify.annotations.NullMarked;
