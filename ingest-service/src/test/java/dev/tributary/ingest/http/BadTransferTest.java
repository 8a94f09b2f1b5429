package dev.tributary.ingest.http;

import static dev.tributary.ingest.http.Given.KEY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are right, but for how they travel. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class BadTransferTest {

  private static final byte[] PAGE =
      ("{\"writeKey\":\"" + KEY + "\",\"userId\":\"u\"}").getBytes(UTF_8);
  private static final int HUGE = 64 << 20;

  @BeforeEach
  void given() {
    Given.aSource();
  }

  @Test
  void readsWhatIsCompressed() throws IOException {
    assertThat(page("gzip", gzip(PAGE))).startsWith("HTTP/1.1 200");
    assertThat(
            page(
                "gzip",
                joined(
                    gzip(Arrays.copyOf(PAGE, 5)), gzip(Arrays.copyOfRange(PAGE, 5, PAGE.length)))))
        .startsWith("HTTP/1.1 200");
    assertThat(page("GZip", gzip(PAGE))).startsWith("HTTP/1.1 200");
    assertThat(page("deflate", deflated(PAGE, false))).startsWith("HTTP/1.1 200");
    assertThat(page("deflate", deflated(PAGE, true))).startsWith("HTTP/1.1 200");
    assertThat(page("identity", PAGE)).startsWith("HTTP/1.1 200");
  }

  @Test
  void explainsWhatIsNotWhatItsHeaderSays() throws IOException {
    var whole = gzip(PAGE);
    var changed = whole.clone();
    changed[whole.length - 6] ^= 1;
    for (var body :
        new byte[][] {
          PAGE,
          changed,
          joined(whole, "x".getBytes(UTF_8)),
          emptyMembers(),
          Arrays.copyOf(whole, whole.length - 8),
          new byte[0]
        }) {
      assertThat(page("gzip", body))
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"bad_request\"")
          .contains("Content-Encoding");
    }
    assertThat(page("br", PAGE))
        .startsWith("HTTP/1.1 415")
        .contains("\"code\":\"unsupported_encoding\"");
  }

  @Test
  void refusesABombAndGoesOn() throws IOException {
    assertThat(page("gzip", gzip(new byte[HUGE]))).startsWith("HTTP/1.1 413");
    assertThat(page("deflate", deflated(new byte[HUGE], true))).startsWith("HTTP/1.1 413");
    assertThat(page("identity", PAGE)).startsWith("HTTP/1.1 200");
  }

  @Test
  void explainsARequestThatDoesNotSayWhomItIsFor() throws IOException {
    assertThat(answer("POST /v1/page HTTP/1.1\r\nContent-Length: 0\r\n\r\n", new byte[0]))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"bad_request\"");
  }

  @Test
  void closesTheConnectionWhereABodysEndIsDoubtful() throws IOException {
    var hidden = "GET /q/health/live HTTP/1.1\r\nHost: h\r\n\r\n";
    var answer =
        answer(
            "POST /v1/page HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n" + hidden,
            new byte[0]);
    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 200");
  }

  private static String page(String encoding, byte[] body) throws IOException {
    return answer(
        "POST /v1/page HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Encoding: "
            + encoding
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n",
        body);
  }

  /** What comes back until the service closes, or has nothing more to say for a second. */
  private static String answer(String head, byte[] body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(1_000);
      var out = socket.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      out.write(body);
      out.flush();
      var answer = new ByteArrayOutputStream();
      var piece = new byte[4_096];
      try {
        for (int length; (length = socket.getInputStream().read(piece)) >= 0; ) {
          answer.write(piece, 0, length);
        }
      } catch (SocketTimeoutException _) {
        // the connection is kept
      }
      return answer.toString(UTF_8);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] emptyMembers() throws IOException {
    var members = new ByteArrayOutputStream();
    var empty = gzip(new byte[0]);
    for (int i = 0; i < 20_000; i++) {
      members.write(empty);
    }
    return members.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static byte[] deflated(byte[] bytes, boolean raw) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var deflate =
        new DeflaterOutputStream(compressed, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
      deflate.write(bytes);
    }
    return compressed.toByteArray();
  }
}
