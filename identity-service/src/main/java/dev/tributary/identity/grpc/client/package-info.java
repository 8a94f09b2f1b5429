/** What is asked of audience-service. */
@NullMarked
package dev.tributary.identity.grpc.client;

import org.jspecify.annotations.NullMarked;
