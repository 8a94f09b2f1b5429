/** What was seen of a customer, as linkage compares it: values of fields, and the days of each. */
@NullMarked
package dev.tributary.identity.domain.linkage.record;

import org.jspecify.annotations.NullMarked;
