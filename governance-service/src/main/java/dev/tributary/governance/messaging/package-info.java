/** The stream: {@code received} in, {@code accepted} and {@code quarantined} out. */
@NullMarked
package dev.tributary.governance.messaging;

import org.jspecify.annotations.NullMarked;
