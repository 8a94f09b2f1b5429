/** The webhook connector: signed HTTP requests to checked addresses. */
@NullMarked
package dev.tributary.router.webhook;

import org.jspecify.annotations.NullMarked;
