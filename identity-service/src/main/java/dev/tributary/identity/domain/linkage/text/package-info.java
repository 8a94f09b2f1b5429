/**
 * What people write about themselves, made comparable: names, addresses, telephone numbers; and how
 * alike two texts are.
 */
@NullMarked
package dev.tributary.identity.domain.linkage.text;

import org.jspecify.annotations.NullMarked;
