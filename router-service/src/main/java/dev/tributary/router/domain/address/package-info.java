/** Which addresses a delivery may go to. */
@NullMarked
package dev.tributary.router.domain.address;

import org.jspecify.annotations.NullMarked;
