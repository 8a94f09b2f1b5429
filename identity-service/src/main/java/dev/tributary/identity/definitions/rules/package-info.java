/**
 * {@code IdentityRules}: what is wrong with them, which are in force, what they need to be read.
 */
@NullMarked
package dev.tributary.identity.definitions.rules;

import org.jspecify.annotations.NullMarked;
