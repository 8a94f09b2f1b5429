/** What customers belong to: accounts, by their group calls, and households, by what they share. */
@NullMarked
package dev.tributary.identity.domain.entity;

import org.jspecify.annotations.NullMarked;
