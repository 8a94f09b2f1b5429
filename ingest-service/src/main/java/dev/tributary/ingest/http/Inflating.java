package dev.tributary.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what clients have compressed (RFC 9110, 8.4.1), up to a limit and no further: so a small
 * body that would become a huge one costs as much as the largest that is taken.
 */
final class Inflating {

  private static final int PIECE = 16_384;

  /** In zlib's header the lower half of the first byte; raw deflate begins otherwise. */
  private static final int ZLIB_METHOD = 8;

  private Inflating() {}

  /** What came of it. */
  sealed interface Inflated {

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Whole(byte[] bytes) implements Inflated {}

    record TooLarge() implements Inflated {}

    /** It is not what the header says, or broken off, or was changed on its way. */
    record Broken() implements Inflated {}

    /** Nobody here can read it. */
    record Unknown() implements Inflated {}
  }

  /**
   * Inflates a body.
   *
   * @param encoding as the header says; null where there is none
   */
  static Inflated inflate(@Nullable String encoding, byte[] body, int limit) {
    if (encoding == null) {
      return new Inflated.Whole(body);
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> new Inflated.Whole(body);
      case "gzip", "x-gzip" -> read(GZIPInputStream::new, body, limit);
      case "deflate" -> deflated(body, limit);
      default -> new Inflated.Unknown();
    };
  }

  /** Some send what zlib makes, as they should, and some raw deflate. */
  private static Inflated deflated(byte[] body, int limit) {
    boolean isZlib =
        body.length > 1
            && (body[0] & 0x0F) == ZLIB_METHOD
            && (((body[0] & 0xFF) << 8) | (body[1] & 0xFF)) % 31 == 0;
    var inflater = new Inflater(!isZlib);
    try {
      return read(bytes -> new InflaterInputStream(bytes, inflater, PIECE), body, limit);
    } finally {
      inflater.end();
    }
  }

  private interface Opening {
    InputStream of(InputStream bytes) throws IOException;
  }

  private static Inflated read(Opening opening, byte[] body, int limit) {
    try (var stream = opening.of(new ByteArrayInputStream(body))) {
      var inflated = new ByteArrayOutputStream((int) Math.min(limit, PIECE + body.length * 4L));
      var piece = new byte[PIECE];
      int length;
      while ((length = stream.read(piece)) >= 0) {
        if (inflated.size() + length > limit) {
          return new Inflated.TooLarge();
        }
        inflated.write(piece, 0, length);
      }
      return new Inflated.Whole(inflated.toByteArray());
    } catch (IOException _) {
      return new Inflated.Broken();
    }
  }
}
