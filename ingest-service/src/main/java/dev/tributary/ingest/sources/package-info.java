/** Source definitions: their rules, and the write keys in force. */
@NullMarked
package dev.tributary.ingest.sources;

import org.jspecify.annotations.NullMarked;
