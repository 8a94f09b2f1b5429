package dev.tributary.audience.domain.bytes;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values one after the other into a growing array. Read back by {@link ByteReader}. */
public final class ByteWriter {

  private byte[] bytes;
  private int length;

  public ByteWriter() {
    this(256);
  }

  /** With room for about so many bytes. */
  public ByteWriter(int room) {
    this.bytes = new byte[Math.max(16, room)];
  }

  /** What was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  public void writeByte(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  /** Eight bytes, most significant first. */
  public void writeLong(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      writeByte((int) (value >>> shift));
    }
  }

  /** LEB128: seven bits a byte, so that small numbers that are not negative stay short. */
  public void writeUnsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /** Zigzag and LEB128: numbers near zero, of either sign, stay short. */
  public void writeSigned(long value) {
    writeUnsigned((value << 1) ^ (value >> 63));
  }

  /** The length, then the bytes. */
  public void writeBytes(byte[] value) {
    writeUnsigned(value.length);
    writeRest(value);
  }

  /** The bytes alone, for what ends with the whole. */
  public void writeRest(byte[] value) {
    int end = length + value.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    System.arraycopy(value, 0, bytes, length, value.length);
    length = end;
  }

  public void writeText(String value) {
    writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A decimal with its scale: reads back with the same digits. */
  public void writeDecimal(BigDecimal value) {
    writeSigned(value.scale());
    writeBytes(value.unscaledValue().toByteArray());
  }

  /** A JSON value: a tag, then its content. */
  public void writeJson(Json value) {
    switch (value) {
      case Json.Null _ -> writeByte(JsonTag.NULL);
      case Json.Bool(var bool) -> writeByte(bool ? JsonTag.TRUE : JsonTag.FALSE);
      case Json.Num(var number) -> {
        writeByte(JsonTag.NUMBER);
        writeDecimal(number);
      }
      case Json.Str(var text) -> {
        writeByte(JsonTag.STRING);
        writeText(text);
      }
      case Json.Arr(var items) -> {
        writeByte(JsonTag.ARRAY);
        writeUnsigned(items.size());
        items.forEach(this::writeJson);
      }
      case Json.Obj(var fields) -> {
        writeByte(JsonTag.OBJECT);
        writeUnsigned(fields.size());
        fields.forEach((name, field) -> {
          writeText(name);
          writeJson(field);
        });
      }
    }
  }
}
