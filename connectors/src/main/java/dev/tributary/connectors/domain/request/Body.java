package dev.tributary.connectors.domain.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a request or an answer. Whoever has one does not change it. */
public final class Body {

  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  public Body(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** At most the first so many bytes. */
  public Body first(int limit) {
    return bytes.length <= limit ? this : new Body(Arrays.copyOf(bytes, limit));
  }

  /** Read as UTF-8; what is not becomes replacement characters. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
