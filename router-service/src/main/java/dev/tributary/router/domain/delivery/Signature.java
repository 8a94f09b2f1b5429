package dev.tributary.router.domain.delivery;

import dev.tributary.router.domain.payload.Body;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** HMAC-SHA256 (RFC 2104) of a body, as lower-case hexadecimal. */
final class Signature {

  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private Signature() {}

  /** {@code H(key ^ outer | H(key ^ inner | body))}; a key longer than a block is hashed first. */
  static String of(byte[] secret, Body body) {
    var key = Arrays.copyOf(secret.length > BLOCK ? digest().digest(secret) : secret, BLOCK);
    var inner = digest();
    inner.update(padded(key, INNER));
    var outer = digest();
    outer.update(padded(key, OUTER));
    return HexFormat.of().formatHex(outer.digest(inner.digest(body.bytes())));
  }

  private static byte[] padded(byte[] key, byte with) {
    var padded = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      padded[i] = (byte) (key[i] ^ with);
    }
    return padded;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
