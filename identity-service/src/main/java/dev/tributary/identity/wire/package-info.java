/** Domain values as Protobuf and JSON, for every edge that stores or sends them. */
@NullMarked
package dev.tributary.identity.wire;

import org.jspecify.annotations.NullMarked;
