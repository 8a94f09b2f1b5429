/** What is known of tools that send webhooks. */
@NullMarked
package dev.tributary.ingest.presets;

import org.jspecify.annotations.NullMarked;
