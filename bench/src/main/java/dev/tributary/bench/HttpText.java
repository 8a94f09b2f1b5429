package dev.tributary.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes HTTP/1.1 requests byte by byte, as no client library would let one. */
final class HttpText {

  private static final int PAGE = 65_536;

  private HttpText() {}

  /** A POST whose length is what it says. */
  static byte[] post(String path, byte[] body, String... headers) {
    return request("POST", path, body, headers);
  }

  /** A request whose length is what it says. */
  static byte[] request(String method, String path, byte[] body, String... headers) {
    var out = new ByteArrayOutputStream(body.length + 300);
    out.writeBytes(head(method, path, headers));
    if (body.length > 0) {
      out.writeBytes(ascii("Content-Length: " + body.length + "\r\n"));
    }
    out.writeBytes(ascii("\r\n"));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** A POST in chunks, which are written already. */
  static byte[] chunked(String path, byte[] chunks, String... headers) {
    var out = new ByteArrayOutputStream(chunks.length + 300);
    out.writeBytes(head("POST", path, headers));
    out.writeBytes(ascii("Transfer-Encoding: chunked\r\n\r\n"));
    out.writeBytes(chunks);
    return out.toByteArray();
  }

  /** A body in chunks of random sizes, the empty last one included. */
  static byte[] chunks(byte[] body, SplittableRandom dice) {
    var out = new ByteArrayOutputStream(body.length + 100);
    for (int from = 0; from < body.length; ) {
      int to = Math.min(body.length, from + 1 + dice.nextInt(400));
      out.writeBytes(ascii(Integer.toHexString(to - from) + "\r\n"));
      out.write(body, from, to - from);
      out.writeBytes(ascii("\r\n"));
      from = to;
    }
    out.writeBytes(ascii("0\r\n\r\n"));
    return out.toByteArray();
  }

  /** Request line and headers, to which more headers can be added. */
  static byte[] head(String method, String path, String... headers) {
    var head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1\r\n");
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes as characters that can stand in a request line. */
  static String visible(byte[] bytes) {
    var text = new StringBuilder();
    for (byte each : bytes) {
      boolean plain = each > ' ' && each < 0x7F && "\"#%<>[\\]^`{|}".indexOf(each) < 0;
      text.append(plain ? Character.toString(each) : "%%%02X".formatted(each & 0xFF));
    }
    return text.toString();
  }

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A thousandth of so many bytes, which inflates to all of them. */
  static byte[] gzipOfSpaces(int count) {
    var out = new ByteArrayOutputStream(count / 1_000 + 100);
    var page = new byte[PAGE];
    Arrays.fill(page, (byte) ' ');
    try (var gzip = new GZIPOutputStream(out)) {
      for (int left = count; left > 0; left -= PAGE) {
        gzip.write(page, 0, Math.min(left, PAGE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] deflate(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
