/** The questions as gRPC. */
@NullMarked
package dev.tributary.audience.grpc;

import org.jspecify.annotations.NullMarked;
