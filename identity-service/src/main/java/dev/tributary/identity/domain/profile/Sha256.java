package dev.tributary.identity.domain.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of texts. A thread looks the algorithm up once: that takes longer than a short text. */
public final class Sha256 {

  private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::make);

  private Sha256() {}

  /** The digest of a text in UTF-8. */
  public static byte[] of(String text) {
    return OF_THREAD.get().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of a key and then a text in UTF-8. */
  static byte[] of(byte[] key, String text) {
    var sha256 = OF_THREAD.get();
    sha256.update(key);
    return sha256.digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest make() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
