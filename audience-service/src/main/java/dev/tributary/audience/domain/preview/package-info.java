/** What an audience would be that is not defined yet, from a sample of all profiles. */
@NullMarked
package dev.tributary.audience.domain.preview;

import org.jspecify.annotations.NullMarked;
