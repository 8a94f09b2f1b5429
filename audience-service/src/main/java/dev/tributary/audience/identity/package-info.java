/** What is asked of identity-service: whose an identifier is. */
@NullMarked
package dev.tributary.audience.identity;

import org.jspecify.annotations.NullMarked;
