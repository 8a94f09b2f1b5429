/** What audience-service knows of a profile. */
@NullMarked
package dev.tributary.identity.domain.audience;

import org.jspecify.annotations.NullMarked;
