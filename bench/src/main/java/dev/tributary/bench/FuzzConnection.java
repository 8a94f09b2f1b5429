package dev.tributary.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a loopback port that sends what it is given, HTTP or not, and reads answers of
 * HTTP/1.1. Nothing waits longer than {@value #PATIENCE_SECONDS} s: then it is a hang, an
 * exception.
 */
final class FuzzConnection implements Closeable {

  static final int PATIENCE_SECONDS = 20;

  private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS);
  private static final int MOST_LINE = 65_536;

  /** An answer; of one without a body that is empty. */
  record Answer(int status, String body) {}

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  FuzzConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setSoLinger(true, 0); // leaves no address behind that waits for a minute
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends bytes; whether they went out. */
  boolean send(byte[] bytes) {
    try {
      out.write(bytes);
      return true;
    } catch (IOException _) { // The other side has closed: what it said before can still be read.
      return false;
    }
  }

  /** Says that nothing more will come. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException _) {
      // closed by the other side already
    }
  }

  /** Whether something can be read within so many milliseconds, the end included. */
  boolean isHeardWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.mark(1);
      int _ = in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true; // broken off: read tells
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
      }
    }
  }

  /**
   * The next answer, those that only announce one left out; empty where the connection ended.
   *
   * @param headless whether no body follows whatever the headers say
   * @throws SocketTimeoutException if nothing comes in time
   */
  Optional<Answer> read(boolean headless) throws IOException {
    try {
      while (true) {
        var line = line();
        if (line.isEmpty()) {
          continue;
        }
        int status = Integer.parseInt(line.split(" ", 3)[1]);
        var headers = headers();
        if (status >= 200) {
          boolean empty = headless || status == 204 || status == 304;
          return Optional.of(new Answer(status, empty ? "" : body(headers)));
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Map<String, String> headers() throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String body(Map<String, String> headers) throws IOException {
    var length = headers.get("content-length");
    if (length != null) {
      return text(in.readNBytes(Integer.parseInt(length)));
    }
    if (headers.containsKey("transfer-encoding")) {
      var body = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        body.writeBytes(in.readNBytes(size));
        line();
      }
      line();
      return text(body.toByteArray());
    }
    return text(in.readAllBytes());
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > MOST_LINE) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
