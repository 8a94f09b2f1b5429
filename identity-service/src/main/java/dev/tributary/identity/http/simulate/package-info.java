/** What a change of the identity rules would come to. */
@NullMarked
package dev.tributary.identity.http.simulate;

import org.jspecify.annotations.NullMarked;
