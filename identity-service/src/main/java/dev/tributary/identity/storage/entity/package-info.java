/** Accounts, households and their members in PostgreSQL. */
@NullMarked
package dev.tributary.identity.storage.entity;

import org.jspecify.annotations.NullMarked;
