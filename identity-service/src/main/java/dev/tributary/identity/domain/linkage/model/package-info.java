/** What agreement is worth: the parameters of the model, how they are learnt, and the score. */
@NullMarked
package dev.tributary.identity.domain.linkage.model;

import org.jspecify.annotations.NullMarked;
