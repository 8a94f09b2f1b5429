package dev.tributary.governance.messaging;

import dev.tributary.governance.domain.Finding;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record on the bus. What governance adds would push a record near the broker's limit
 * (1 MiB by default) over it, and one that no broker takes would stop its partition for good. So
 * such a record passes on without its content, which stays in {@code received}. Ingest's events are
 * at most a thirtieth of this.
 */
final class RecordSize {

  static final int MAX_BYTES = 1_000_000;

  static final Finding FINDING =
      new Finding(
          "",
          "record_too_large",
          "the record is larger than "
              + MAX_BYTES
              + " bytes; its content is where its birth says, in received");

  private static final byte[] NOTHING = {};

  private RecordSize() {}

  static boolean isTooLargeToPassOn(Record<byte[], byte[]> record) {
    return length(record.key()) + length(record.value()) + length(record.headers()) > MAX_BYTES;
  }

  /** The record without value and headers, and without a key that is too large by itself. */
  static Record<byte[], byte[]> withoutContent(Record<byte[], byte[]> record) {
    var key = length(record.key()) > MAX_BYTES / 2 ? NOTHING : record.key();
    return new Record<>(key, NOTHING, record.timestamp(), new RecordHeaders());
  }

  private static long length(Headers headers) {
    long length = 0;
    for (var header : headers) {
      length += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }
    return length;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
