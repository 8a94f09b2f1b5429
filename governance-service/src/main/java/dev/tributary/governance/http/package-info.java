/** What this service answers over HTTP besides the platform's own. */
@NullMarked
package dev.tributary.governance.http;

import org.jspecify.annotations.NullMarked;
