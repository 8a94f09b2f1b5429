/** Golden files: what a connector sends for which events, and what it takes answers to mean. */
@NullMarked
package dev.tributary.connectors.golden;

import org.jspecify.annotations.NullMarked;
