package dev.tributary.ingest.http;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what clients have compressed (RFC 9110, 8.4.1), up to a limit and no further: so a small
 * body that would become a huge one costs as much as the largest that is taken.
 */
final class Inflating {

  private static final int PIECE = 16_384;

  /** In zlib's header (RFC 1950) the lower half of the first byte. */
  private static final int ZLIB_METHOD = 8;

  /** Of gzip (RFC 1952): nobody's body has more members. */
  private static final int MOST_MEMBERS = 100;

  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final byte[] body;
  private final int limit;
  private final ByteArrayOutputStream inflated;
  private int at;

  private Inflating(byte[] body, int limit) {
    this.body = body;
    this.limit = limit;
    this.inflated = new ByteArrayOutputStream((int) Math.min(limit, PIECE + body.length * 4L));
  }

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
      case "gzip", "x-gzip" -> read(Inflating::gzip, body, limit);
      case "deflate" -> read(Inflating::deflate, body, limit);
      default -> new Inflated.Unknown();
    };
  }

  private interface Format {
    void read(Inflating inflating) throws DataFormatException, TooMuch;
  }

  private static Inflated read(Format format, byte[] body, int limit) {
    var inflating = new Inflating(body, limit);
    try {
      format.read(inflating);
      return new Inflated.Whole(inflating.inflated.toByteArray());
    } catch (DataFormatException | IndexOutOfBoundsException _) {
      return new Inflated.Broken();
    } catch (TooMuch _) {
      return new Inflated.TooLarge();
    }
  }

  /** Some send what zlib makes, as they should, and some raw deflate. */
  private void deflate() throws DataFormatException, TooMuch {
    boolean isZlib =
        body.length > 1
            && (body[0] & 0x0F) == ZLIB_METHOD
            && (((body[0] & 0xFF) << 8) | (body[1] & 0xFF)) % 31 == 0;
    stream(!isZlib, new CRC32());
    requireEnd();
  }

  private void gzip() throws DataFormatException, TooMuch {
    int members = 0;
    do {
      if (++members > MOST_MEMBERS) {
        throw new DataFormatException("too many members");
      }
      gzipHeader();
      var check = new CRC32();
      int length = stream(true, check);
      gzipTrailer((int) check.getValue(), length);
    } while (at < body.length);
  }

  private void gzipHeader() throws DataFormatException {
    if (body[at] != 0x1F || body[at + 1] != (byte) 0x8B || body[at + 2] != ZLIB_METHOD) {
      throw new DataFormatException("no gzip");
    }
    int flags = body[at + 3];
    at += GZIP_HEADER;
    if ((flags & EXTRA) != 0) {
      at += 2 + ((body[at] & 0xFF) | ((body[at + 1] & 0xFF) << 8));
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (body[at++] != 0) {
          // a text ends with a zero
        }
      }
    }
    if ((flags & HEADER_CHECK) != 0) {
      at += 2;
    }
  }

  private void gzipTrailer(int check, int length) throws DataFormatException {
    if (littleEndian(at) != check || littleEndian(at + 4) != length) {
      throw new DataFormatException("changed on its way");
    }
    at += GZIP_TRAILER;
  }

  private int littleEndian(int from) {
    return (body[from] & 0xFF)
        | ((body[from + 1] & 0xFF) << 8)
        | ((body[from + 2] & 0xFF) << 16)
        | ((body[from + 3] & 0xFF) << 24);
  }

  /**
   * Inflates one stream, from where it begins to where it ends.
   *
   * @param check told all that comes of it
   * @return how much that is
   */
  private int stream(boolean raw, CRC32 check) throws DataFormatException, TooMuch {
    int from = inflated.size();
    var inflater = new Inflater(raw);
    try {
      inflater.setInput(body, at, Math.max(0, body.length - at));
      var piece = new byte[PIECE];
      while (!inflater.finished()) {
        int length = inflater.inflate(piece);
        if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException("broken off");
        }
        if (inflated.size() + length > limit) {
          throw new TooMuch();
        }
        check.update(piece, 0, length);
        inflated.write(piece, 0, length);
      }
      at += (int) inflater.getBytesRead();
      return inflated.size() - from;
    } finally {
      inflater.end();
    }
  }

  private void requireEnd() throws DataFormatException {
    if (at != body.length) {
      throw new DataFormatException("something follows");
    }
  }

  /** Inflated, it is more than the limit. */
  private static final class TooMuch extends Exception {
    TooMuch() {
      super("too much", null, false, false);
    }
  }
}
