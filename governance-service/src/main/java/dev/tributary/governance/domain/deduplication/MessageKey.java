package dev.tributary.governance.domain.deduplication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names a message: the first 128 bits of the SHA-256 of its source and its message id.
 *
 * <p>Among a thousand million messages the odds that any two share a key are 1.5e-21 (n²/2¹²⁹), far
 * below those of a memory error; so this is exact for every practical purpose. The hash is a
 * cryptographic one so that nobody who may write to one source can find a message id that blocks a
 * message of another.
 */
public record MessageKey(long high, long low) {

  public static final int BYTES = 16;

  /** The key of a message id as one source uses it. */
  public static MessageKey of(String source, String messageId) {
    var digest = sha256();
    var name = source.getBytes(StandardCharsets.UTF_8);
    // The length in front keeps ("ab", "c") and ("a", "bc") apart.
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
    digest.update(name);
    var hash = ByteBuffer.wrap(digest.digest(messageId.getBytes(StandardCharsets.UTF_8)));
    return new MessageKey(hash.getLong(), hash.getLong());
  }

  /** The key as {@value #BYTES} bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
