/** What replicas share by way of Redis. Everything in it may be lost at any time. */
@NullMarked
package dev.tributary.router.redis;

import org.jspecify.annotations.NullMarked;
