/** What the router asks other services. */
@NullMarked
package dev.tributary.router.grpc;

import org.jspecify.annotations.NullMarked;
