/**
 * The suite seen from outside, over HTTP: admin API, tracking API, and a webhook's receiving end.
 */
@NullMarked
package dev.tributary.local.client;

import org.jspecify.annotations.NullMarked;
