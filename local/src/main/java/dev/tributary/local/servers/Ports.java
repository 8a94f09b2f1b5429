package dev.tributary.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP ports of the loopback interface. */
public final class Ports {

  /** The only address that anything local binds. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int CONNECT_TIMEOUT_MILLIS = 300;

  /** What this process has been given: the system may choose a port again that nobody took yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port nobody listens on just now, and none that was given to this process before. */
  public static int free() {
    while (true) {
      try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
        if (GIVEN.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code port} itself, or a free one for 0. */
  public static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  /** Whether somebody answers on the port. */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
