package dev.tributary.ingest.domain.json;

import java.util.Arrays;

/**
 * A part of an array of bytes, not copied. Whoever holds one must leave the array as it is.
 *
 * @param from index of the first byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying is what it avoids
public record Slice(byte[] array, int from, int length) {

  public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

  public boolean isEmpty() {
    return length == 0;
  }

  /** The first bytes of it, at most {@code most}. */
  public Slice first(int most) {
    return length <= most ? this : new Slice(array, from, most);
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(array, from, from + length);
  }
}
