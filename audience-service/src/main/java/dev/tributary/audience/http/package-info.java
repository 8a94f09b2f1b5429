/** The questions as REST. */
@NullMarked
package dev.tributary.audience.http;

import org.jspecify.annotations.NullMarked;
