/** An action's requests for what is delivered: made, signed, sent, judged. */
@NullMarked
package dev.tributary.router.domain.sending;

import org.jspecify.annotations.NullMarked;
