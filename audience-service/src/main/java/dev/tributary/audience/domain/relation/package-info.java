/** What others say of a profile: the accounts and households it belongs to. */
@NullMarked
package dev.tributary.audience.domain.relation;

import org.jspecify.annotations.NullMarked;
