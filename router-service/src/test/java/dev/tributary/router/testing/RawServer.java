package dev.tributary.router.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A far end that misbehaves below HTTP. */
public final class RawServer implements AutoCloseable {

  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private RawServer(ServerSocket server) {
    this.server = server;
  }

  /** What is done with a connection, on a thread of its own. */
  public interface Behaviour {

    void handle(Socket socket) throws Exception;
  }

  public static RawServer start(Behaviour behaviour) {
    try {
      var raw = new RawServer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(() -> raw.accept(behaviour));
      return raw;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes connections and says nothing. */
  public static RawServer hanging() {
    return start(_ -> {});
  }

  /** Closes each connection as soon as a request begins. */
  public static RawServer closing() {
    return start(socket -> {
      var _ = socket.getInputStream().read();
      socket.close();
    });
  }

  /** Sends a status line and then one byte of the body every now and then, for ever. */
  public static RawServer dripping(String head) {
    return start(socket -> {
      var _ = socket.getInputStream().read();
      var out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write('x');
        out.flush();
        Thread.sleep(20); // the far end's pace, nothing waits for it
      }
    });
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  public int connections() {
    return connections.get();
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        var socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> handle(behaviour, socket));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static void handle(Behaviour behaviour, Socket socket) {
    try {
      behaviour.handle(socket);
    } catch (Exception _) {
      // the other side went away, as it should
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
