package dev.tributary.audience.domain.bytes;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Reads what {@link ByteWriter} wrote, in the same order.
 *
 * <p>Every method throws {@link InvalidValue} where the bytes end too early or make no sense.
 */
public final class ByteReader {

  private final byte[] bytes;
  private final int end;
  private int position;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Of the bytes from one index to before another. */
  public ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** The index of what is read next. */
  public int position() {
    return position;
  }

  /** Whether everything was read. */
  public boolean atEnd() {
    return position == end;
  }

  public int readByte() {
    if (position == end) {
      throw new InvalidValue("stored bytes", "cut off");
    }
    return bytes[position++] & 0xff;
  }

  public long readLong() {
    if (end - position < Long.BYTES) {
      throw new InvalidValue("stored bytes", "cut off");
    }
    long value = ByteWriter.longAt(bytes, position);
    position += Long.BYTES;
    return value;
  }

  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new InvalidValue("stored bytes", "a number of more than ten bytes");
  }

  public long readSigned() {
    long value = readUnsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number of things that follow, each of at least one byte. */
  public int readSize() {
    long size = readUnsigned();
    if (size < 0 || size > end - position) {
      throw new InvalidValue("stored bytes", "cut off");
    }
    return (int) size;
  }

  public byte[] readBytes() {
    int size = readSize();
    position += size;
    return Arrays.copyOfRange(bytes, position - size, position);
  }

  /** Passes over what {@link #readBytes} would give, and tells how many bytes that would be. */
  public int skipBytes() {
    int size = readSize();
    position += size;
    return size;
  }

  /** Everything that was not read yet. */
  public byte[] readRest() {
    int from = position;
    position = end;
    return Arrays.copyOfRange(bytes, from, end);
  }

  public String readText() {
    int size = readSize();
    position += size;
    return new String(bytes, position - size, size, StandardCharsets.UTF_8);
  }

  public BigDecimal readDecimal() {
    long scale = readSigned();
    var digits = readBytes();
    if (digits.length == 0 || scale != (int) scale) {
      throw new InvalidValue("stored bytes", "of no number");
    }
    return new BigDecimal(new BigInteger(digits), (int) scale);
  }

  public Json readJson() {
    return switch (readByte()) {
      case JsonTag.NULL -> Json.Null.VALUE;
      case JsonTag.FALSE -> Json.Bool.FALSE;
      case JsonTag.TRUE -> Json.Bool.TRUE;
      case JsonTag.NUMBER -> new Json.Num(readDecimal());
      case JsonTag.STRING -> new Json.Str(readText());
      case JsonTag.ARRAY -> {
        int size = readSize();
        var items = new ArrayList<Json>(size);
        for (int i = 0; i < size; i++) {
          items.add(readJson());
        }
        yield new Json.Arr(items);
      }
      case JsonTag.OBJECT -> {
        int size = readSize();
        var fields = new LinkedHashMap<String, Json>();
        for (int i = 0; i < size; i++) {
          fields.put(readText(), readJson());
        }
        yield new Json.Obj(fields);
      }
      default -> throw new InvalidValue("stored bytes", "of an unknown JSON tag");
    };
  }
}
