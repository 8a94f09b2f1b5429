/** How requests prove who sends them. */
@NullMarked
package dev.tributary.connectors.domain.auth;

import org.jspecify.annotations.NullMarked;
