package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.event.Birth;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names a profile for ever, also after it became another one. Ordered as PostgreSQL and the text
 * order it.
 */
public record ProfileId(UUID value) implements Comparable<ProfileId> {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  /**
   * The id of the profile that an event makes: the same whenever that event is looked at again, and
   * unlike one derived from an e-mail address it tells nothing. A version 8 UUID (RFC 9562) of the
   * birth's SHA-256.
   */
  public static ProfileId bornOf(Birth birth) {
    var name = "tributary.profile/" + birth.partition() + "/" + birth.offset();
    var digest = ByteBuffer.wrap(sha256(name));
    long high = (digest.getLong() & ~0xF000L) | VERSION_8;
    long low = (digest.getLong() & ~(3L << 62)) | VARIANT;
    return new ProfileId(new UUID(high, low));
  }

  /** As the bus and the APIs spell it. */
  public String text() {
    return value.toString();
  }

  @Override
  public int compareTo(ProfileId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
