/** How a gRPC service answers a call, and asks another one. */
@NullMarked
package dev.tributary.platform.grpc;

import org.jspecify.annotations.NullMarked;
