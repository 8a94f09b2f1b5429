/**
 * Where seen messages are kept: RocksDB beneath a Kafka Streams store, one column family a segment.
 */
@NullMarked
package dev.tributary.governance.storage;

import org.jspecify.annotations.NullMarked;
