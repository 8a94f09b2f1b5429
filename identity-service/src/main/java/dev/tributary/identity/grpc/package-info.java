/** The gRPC service Profiles. */
@NullMarked
package dev.tributary.identity.grpc;

import org.jspecify.annotations.NullMarked;
