package dev.tributary.warehouse.domain.naming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for long texts, the same for ever: the beginning of a SHA-256 in hexadecimal. */
public final class Digest {

  private static final int KEY_LENGTH = 32;

  private Digest() {}

  /** Of parts in their order; how a text is divided into parts counts. 32 characters. */
  public static String key(String... parts) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(part.length()).append(':').append(part);
    }
    return of(text.toString(), KEY_LENGTH);
  }

  static String of(String text, int length) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
