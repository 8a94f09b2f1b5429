/** The contracts that cross a boundary: records and gRPC services (generated), and topics. */
@NullMarked
package dev.tributary.proto;

import org.jspecify.annotations.NullMarked;
