/** Who may call: bearer tokens and the roles viewer, editor and admin, over HTTP and gRPC. */
@NullMarked
package dev.tributary.platform.auth;

import org.jspecify.annotations.NullMarked;
