package dev.tributary.identity.domain.profile;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Ids that follow from what they name, so that whoever looks again finds the same: version 8 UUIDs
 * (RFC 9562) of a SHA-256.
 */
public final class StableIds {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  private StableIds() {}

  /** The id of a text, told apart from that of the same text under another key. */
  public static UUID of(byte[] key, String text) {
    return ofDigest(Sha256.of(key, text));
  }

  /** The id of a text that is no secret. */
  public static UUID of(String text) {
    return ofDigest(Sha256.of(text));
  }

  /** The same of the text whose SHA-256 this is. */
  public static UUID ofDigest(byte[] sha256) {
    var bytes = ByteBuffer.wrap(sha256);
    long high = (bytes.getLong() & ~0xF000L) | VERSION_8;
    long low = (bytes.getLong() & ~(3L << 62)) | VARIANT;
    return new UUID(high, low);
  }
}
