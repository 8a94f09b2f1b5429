/** Taking apart what was joined wrongly, for good; and explaining why it is together. */
@NullMarked
package dev.tributary.identity.domain.cut;

import org.jspecify.annotations.NullMarked;
