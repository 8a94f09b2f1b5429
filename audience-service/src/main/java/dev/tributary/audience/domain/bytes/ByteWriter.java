package dev.tributary.audience.domain.bytes;

import dev.tributary.platform.domain.json.Json;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values one after the other into a growing array. Read back by {@link ByteReader}. */
public final class ByteWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  public void writeByte(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  /** Eight bytes, most significant first. */
  public void writeLong(long value) {
    makeRoom(Long.BYTES);
    LONGS.set(bytes, length, value);
    length += Long.BYTES;
  }

  /** What {@link #writeLong} wrote there. */
  public static long longAt(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
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
    writeRange(value, 0, value.length);
  }

  /** The bytes from one index to before another alone. */
  public void writeRange(byte[] value, int from, int end) {
    makeRoom(end - from);
    System.arraycopy(value, from, bytes, length, end - from);
    length += end - from;
  }

  /** The length of what another wrote, then that. */
  public void writeBytes(ByteWriter other) {
    writeUnsigned(other.length);
    writeRange(other.bytes, 0, other.length);
  }

  /** What another wrote, alone. */
  public void writeRest(ByteWriter other) {
    writeRange(other.bytes, 0, other.length);
  }

  private void makeRoom(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
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
