package dev.tributary.identity.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of texts. A thread looks the algorithm up once: rows are made by the ten thousands. */
final class Sha256 {

  private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::make);

  private Sha256() {}

  /** The digest of a text in UTF-8. */
  static byte[] of(String text) {
    return OF_THREAD.get().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest make() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
