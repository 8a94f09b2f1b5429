package dev.tributary.audience.domain.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names things on disk by what they say: the first 64 bits of a text's SHA-256. */
public final class StableHash {

  private StableHash() {}

  /** The same on every machine and in every release. */
  public static long of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same on every machine and in every release. */
  public static long of(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
