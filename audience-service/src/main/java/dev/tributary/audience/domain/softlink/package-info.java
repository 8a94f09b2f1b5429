/** What profiles that are probably the same customer tell each other. */
@NullMarked
package dev.tributary.audience.domain.softlink;

import org.jspecify.annotations.NullMarked;
