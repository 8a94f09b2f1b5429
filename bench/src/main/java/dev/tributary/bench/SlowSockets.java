package dev.tributary.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many open connections to a loopback port that take their time. For use by one thread. */
final class SlowSockets implements Closeable {

  /** What a connection takes its time with. */
  enum Kind {
    SILENT("nothing more after half a request line", "POST /v1/tr"),
    HEADERS("a header, a byte now and then", "POST /v1/track HTTP/1.1\r\nHost: x\r\nX-Slow: "),
    BODY(
        "the body, a byte now and then",
        "POST /v1/track HTTP/1.1\r\nHost: x\r\nX-Write-Key: bench-key\r\nContent-Length: 30000\r\n\r\n");

    private final String title;
    private final String beginning;

    Kind(String title, String beginning) {
      this.title = title;
      this.beginning = beginning;
    }

    String title() {
      return title;
    }
  }

  private final Map<Kind, List<SocketChannel>> open = new EnumMap<>(Kind.class);

  SlowSockets(int port, int each) throws IOException {
    for (var kind : Kind.values()) {
      var channels = new ArrayList<SocketChannel>();
      open.put(kind, channels);
      for (int i = 0; i < each; i++) {
        var channel =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(HttpText.ascii(kind.beginning)));
        channels.add(channel);
      }
    }
  }

  /** Sends a byte on each connection that sends any, and lets go of those that were closed. */
  void drip() {
    open.forEach((kind, channels) -> channels.removeIf(channel -> isClosed(kind, channel)));
  }

  /** How many connections the other side has not closed yet. */
  int left(Kind kind) {
    return open.getOrDefault(kind, List.of()).size();
  }

  private static boolean isClosed(Kind kind, SocketChannel channel) {
    try {
      if (kind != Kind.SILENT) {
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      }
      if (channel.read(ByteBuffer.allocate(1_024)) >= 0) {
        return false;
      }
      channel.close();
    } catch (IOException _) {
      // broken off by the other side
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (var channels : open.values()) {
      for (var channel : channels) {
        channel.close();
      }
    }
  }
}
