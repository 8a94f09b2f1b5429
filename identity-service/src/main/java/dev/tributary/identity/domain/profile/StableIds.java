package dev.tributary.identity.domain.profile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that follow from what they name, so that whoever looks again finds the same: version 8 UUIDs
 * (RFC 9562) of a SHA-256.
 */
public final class StableIds {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  /** Finding one takes longer than hashing a short text. One that has answered is as a new one. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(StableIds::sha256);

  private StableIds() {}

  /** The id of a text, told apart from that of the same text under another key. */
  public static UUID of(byte[] key, String text) {
    var sha256 = SHA_256.get();
    sha256.update(key);
    return uuid(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The id of a text that is no secret. */
  public static UUID of(String text) {
    return uuid(SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static UUID uuid(byte[] digest) {
    var bytes = ByteBuffer.wrap(digest);
    long high = (bytes.getLong() & ~0xF000L) | VERSION_8;
    long low = (bytes.getLong() & ~(3L << 62)) | VARIANT;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
