/** The router's own REST answers beside the definitions' admin API. */
@NullMarked
package dev.tributary.router.http;

import org.jspecify.annotations.NullMarked;
