/** The admin API for definitions. */
@NullMarked
package dev.tributary.platform.definitions.http;

import org.jspecify.annotations.NullMarked;
