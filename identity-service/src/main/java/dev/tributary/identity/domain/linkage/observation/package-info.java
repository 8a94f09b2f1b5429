/** What is kept of events so that profiles can be compared later. */
@NullMarked
package dev.tributary.identity.domain.linkage.observation;

import org.jspecify.annotations.NullMarked;
