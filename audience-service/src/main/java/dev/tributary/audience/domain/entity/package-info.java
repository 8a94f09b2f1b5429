/**
 * What is computed of accounts and households from all of their members: each member tells its
 * entities its share, and each entity tells its members the answers to what their audiences ask.
 */
@NullMarked
package dev.tributary.audience.domain.entity;

import org.jspecify.annotations.NullMarked;
