/** Accounts and households, and who belongs to them. */
@NullMarked
package dev.tributary.identity.http.entity;

import org.jspecify.annotations.NullMarked;
