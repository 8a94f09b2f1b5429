/** Where secrets are kept. */
@NullMarked
package dev.tributary.platform.secrets;

import org.jspecify.annotations.NullMarked;
