/** What goes out: HTTP requests to checked addresses, and the secrets that go with them. */
@NullMarked
package dev.tributary.router.outbound;

import org.jspecify.annotations.NullMarked;
