/** What every domain may build on: pure values and their rules. */
@NullMarked
package dev.tributary.platform.domain;

import org.jspecify.annotations.NullMarked;
